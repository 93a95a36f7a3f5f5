import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RouteContract } from '../../../contracts/http/route-contract.ts';

export interface File {
  readonly content: string | Uint8Array;
  readonly mediaType: string;
  readonly name?: string;
  /** For the browser to show, where it can, rather than to save. */
  readonly inline?: boolean;
}

/** A success before it is written: JSON (`body`), a file, or neither. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly file?: File;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Writes a success. Nothing is cached unless the handler says so: answers hold personal data, or change.
 * @param check whether the body is checked against its schema
 * @throws when it is checked and differs
 */
export function writeAnswer(
  contract: RouteContract,
  { status, body, file, headers }: Answer,
  check: boolean,
): APIGatewayProxyStructuredResultV2 {
  const declared = contract.answers[status];
  if (check) {
    const fault = file ? undefined : declared?.schema?.safeParse(body).error;
    // zod's messages name members and rules, not values.
    if (!declared || fault) {
      throw new Error(`the answer ${status} of ${contract.id} is not what its contract says`, {
        cause: fault,
      });
    }
  }
  // Where both are to be had, Accept has chosen.
  const chosen = declared?.schema && declared.mediaTypes ? { vary: 'accept' } : {};
  const common = { 'cache-control': 'no-store', ...chosen, ...headers };
  if (file) {
    const text = typeof file.content === 'string';
    return {
      statusCode: status,
      headers: {
        ...common,
        'content-type': file.mediaType,
        // Names are ours, made of ids: no quoting to get wrong.
        ...(file.name !== undefined && {
          'content-disposition': `${file.inline === true ? 'inline' : 'attachment'}; filename="${file.name}"`,
        }),
      },
      body: text ? file.content : Buffer.from(file.content).toString('base64'),
      isBase64Encoded: !text,
    };
  }
  if (body === undefined) return { statusCode: status, headers: common };
  return {
    statusCode: status,
    headers: { ...common, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
