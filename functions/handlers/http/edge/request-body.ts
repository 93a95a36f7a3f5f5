import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { bodyHash } from '../../../app/idempotency/idempotency.ts';
import type { RouteContract } from '../../../contracts/http/route-contract.ts';
import type { ApplicationProblem } from '../../../contracts/problem.ts';
import type { Json } from '../../../domain/audit/canonical-json.ts';
import { err, ok, type Result } from '../../../domain/result/result.ts';
import { readJson } from './json-text.ts';

export interface ReadBody {
  /** What the schema is to check: JSON, raw bytes with their media type, or undefined. */
  readonly value: unknown;
  /** Hex SHA-256 that tells whether a repeated request is the same: of the canonical JSON, or of the bytes. */
  readonly hash: () => string;
}

/** Size, media type, encoding and syntax, in this order: nothing is parsed before it is known to be small enough. */
export function readBody(
  contract: RouteContract['body'],
  event: APIGatewayProxyEventV2,
): Result<ReadBody, ApplicationProblem> {
  const text = event.body ?? '';
  if (contract.kind === 'none') {
    // Clients that always send JSON send an empty object when they have nothing to say.
    return /^\s*(?:\{\s*\})?\s*$/.test(text)
      ? ok({ value: undefined, hash: () => bodyHash(null) })
      : err({ kind: 'body-unexpected' });
  }

  const size = Buffer.byteLength(text, event.isBase64Encoded ? 'base64' : 'utf8');
  if (size > contract.limitBytes) {
    return err({ kind: 'body-too-large', parameters: { maximum: contract.limitBytes } });
  }
  const mediaType = mediaTypeOf(event.headers['content-type']);
  if (mediaType === undefined || !contract.mediaTypes.includes(mediaType)) {
    return err({ kind: 'media-type', parameters: { accepted: contract.mediaTypes.join(', ') } });
  }
  const bytes = Buffer.from(text, event.isBase64Encoded ? 'base64' : 'utf8');
  if (contract.kind === 'raw') {
    const hash = () => bodyHash(createHash('sha256').update(bytes).digest('hex'));
    return ok({ value: { bytes: new Uint8Array(bytes), mediaType }, hash });
  }
  const decoded = decodeUtf8(bytes);
  if (decoded === undefined) return err({ kind: 'body-encoding' });
  const json = readJson(decoded);
  if (!json.ok) return json;
  return ok({ value: json.value, hash: () => hashOf(json.value) });
}

/** The hash is asked for after the schema has passed, and no schema of a POST lets a fraction through (a test looks). */
function hashOf(value: unknown): string {
  if (!isHashable(value))
    throw new Error('the schema of this body lets fractions through, which have no hash');
  return bodyHash(value);
}

function isHashable(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isHashable);
}

/** The type without parameters; undefined when there is none, or its text is not in UTF-8. */
function mediaTypeOf(header: string | undefined): string | undefined {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';');
  const foreign = parameters.some((text) => /^\s*charset\s*=/.test(text) && !/=\s*"?utf-?8"?\s*$/.test(text));
  return foreign || type.trim() === '' ? undefined : type.trim();
}

/**
 * Undefined when the bytes are not UTF-8. API Gateway hands text over with broken bytes already replaced by U+FFFD,
 * so that character, which nobody types, counts as broken as well.
 */
function decodeUtf8(bytes: Buffer): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return text.includes('\ufffd') ? undefined : text;
}
