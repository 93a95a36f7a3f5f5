import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { FileLinks } from '../../functions/app/ports/file-links.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Keyed } from '../../functions/app/ports/secrets.ts';

const termsSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  mediaType: z.string(),
  /** Instant, ISO 8601. */
  expiresAt: z.string(),
});

export type LinkTerms = z.infer<typeof termsSchema>;

interface LinkDeps {
  /** Path under which this sort of file is given, such as `/downloads`. */
  readonly prefix: string;
  readonly clock: Clock;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
}

const lifeSeconds = 60;

/** Addresses that give a file for a minute, as S3's presigned ones do: what they stand for, and our signature. */
export function downloadLinks({
  origin,
  prefix,
  clock,
  keyed,
}: LinkDeps & {
  /** `http://127.0.0.1:8080` */
  readonly origin: string;
}): FileLinks {
  return {
    issue: async (key, as) => {
      const expiresAt = new Date(Date.parse(clock.now()) + lifeSeconds * 1_000).toISOString();
      const terms = Buffer.from(JSON.stringify({ key, ...as, expiresAt })).toString('base64url');
      return `${origin}${prefix}/${terms}.${signatureOf(keyed, prefix, terms)}`;
    },
  };
}

/** What an address stands for; undefined when it was not issued by us, was altered, or has expired. */
export function termsOfLink({ prefix, clock, keyed }: LinkDeps, path: string): LinkTerms | undefined {
  const [, terms = '', signature = ''] = path.startsWith(`${prefix}/`)
    ? (/^([\w-]+)\.([0-9a-f]{64})$/.exec(path.slice(prefix.length + 1)) ?? [])
    : [];
  const [expected, given] = [Buffer.from(signatureOf(keyed, prefix, terms)), Buffer.from(signature)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const read = termsSchema.parse(JSON.parse(Buffer.from(terms, 'base64url').toString()));
  return read.expiresAt < clock.now() ? undefined : read;
}

function signatureOf(keyed: Pick<Keyed, 'blindIndex'>, prefix: string, terms: string): string {
  return keyed.blindIndex('download-link', `${prefix}\n${terms}`);
}
