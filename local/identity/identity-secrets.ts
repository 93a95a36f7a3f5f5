import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readOrCreateSecretFile } from '../../functions/adapters/localkey/secret-file.ts';

const identitySecretsSchema = z.object({
  /** Signs tokens: an ES256 key, which takes no time to make at the first start (RSA takes up to a second). */
  signingKey: z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    d: z.string(),
    alg: z.literal('ES256'),
    use: z.literal('sig'),
    kid: z.string(),
  }),
  cookieKey: z.string(),
  webClientSecret: z.string(),
  /** What `npm run token` shows: whoever can read the data folder may be any demo user. */
  tokenClientSecret: z.string(),
});

export type IdentitySecrets = z.infer<typeof identitySecretsSchema>;

export type PublicKey = Omit<IdentitySecrets['signingKey'], 'd'>;

/** The embedded provider's secrets, from the data folder; made at the first start. */
export async function openIdentitySecrets(dataFolder: string): Promise<IdentitySecrets> {
  const text = await readOrCreateSecretFile(pathIn(dataFolder), () => `${JSON.stringify(newSecrets())}\n`);
  return parseSecrets(text);
}

/** @throws the file system's error when there is none yet, or it may not be read */
export async function readIdentitySecrets(dataFolder: string): Promise<IdentitySecrets> {
  return parseSecrets(await readFile(pathIn(dataFolder), 'utf8'));
}

export function publicKeyOf({ signingKey }: IdentitySecrets): PublicKey {
  const { d: _, ...published } = signingKey;
  return published;
}

function pathIn(dataFolder: string): string {
  return join(dataFolder, 'identity.json');
}

function parseSecrets(text: string): IdentitySecrets {
  return identitySecretsSchema.parse(JSON.parse(text));
}

function newSecrets(): unknown {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = () => randomBytes(32).toString('base64url');
  const signingKey = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: secret() };
  return { signingKey, cookieKey: secret(), webClientSecret: secret(), tokenClientSecret: secret() };
}
