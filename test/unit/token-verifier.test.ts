import {
  type JsonWebKey,
  type KeyObject,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { FetchError } from 'aws-jwt-verify/error';
import fc from 'fast-check';
import { cognitoVerifier } from '../../functions/adapters/identity/cognito-verifier.ts';
import { apiAudience, localVerifier } from '../../functions/adapters/identity/local-verifier.ts';
import { tokenVerifier } from '../../functions/adapters/identity/token-verifier.ts';
import type { TokenVerifier } from '../../functions/app/access/ports.ts';

type Claims = Record<string, unknown>;

const issuer = 'http://127.0.0.1:8080/oidc';
const pool = 'cn-north-1_AbCdEfGhI';
const poolIssuer = `https://cognito-idp.cn-north-1.amazonaws.com/${pool}`;
const now = Math.floor(Date.now() / 1000);

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const otherEc = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ecJwk = { ...ec.publicKey.export({ format: 'jwk' }), kty: 'EC', use: 'sig', alg: 'ES256', kid: 'ec-1' };
const rsaJwk = {
  ...rsa.publicKey.export({ format: 'jwk' }),
  kty: 'RSA',
  use: 'sig',
  alg: 'RS256',
  kid: 'rsa-1',
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(header: Claims, payload: unknown, signature: (input: string) => Buffer): string {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${signature(input).toString('base64url')}`;
}

const es256 = (key: KeyObject) => (input: string) =>
  sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });

interface Kind {
  readonly verifier: TokenVerifier;
  readonly header: Claims;
  readonly claims: Claims;
  readonly sign: (input: string) => Buffer;
  readonly forge: (input: string) => Buffer;
  readonly publicKey: JsonWebKey;
}

const local: Kind = {
  verifier: localVerifier({ issuer, jwks: { keys: [ecJwk] } }),
  header: { alg: 'ES256', typ: 'at+jwt', kid: 'ec-1' },
  claims: {
    iss: issuer,
    aud: apiAudience,
    sub: 'user-clerk',
    client_id: 'huimin-web',
    iat: now,
    exp: now + 60,
  },
  sign: es256(ec.privateKey),
  forge: es256(otherEc.privateKey),
  publicKey: ecJwk,
};

const cognito: Kind = {
  verifier: await cognitoVerifier({ userPoolId: pool, clientIds: ['web'], jwks: { keys: [rsaJwk] } }),
  header: { alg: 'RS256', kid: 'rsa-1' },
  claims: { iss: poolIssuer, client_id: 'web', token_use: 'access', sub: 'a-uuid', iat: now, exp: now + 60 },
  sign: (input) => sign('sha256', Buffer.from(input), rsa.privateKey),
  forge: (input) =>
    sign('sha256', Buffer.from(input), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  publicKey: rsaJwk,
};

describe.each([
  ['embedded provider', local],
  ['Cognito', cognito],
])('tokens of the %s', (_, kind) => {
  const verify = (authorization: string | undefined) => kind.verifier.verify(authorization);
  const bearer = (claims: Claims, header: Claims = {}) =>
    `Bearer ${token({ ...kind.header, ...header }, { ...kind.claims, ...claims }, kind.sign)}`;
  const invalid = { ok: false, error: 'invalid' };

  test('a good one gives its sub alone', async () => {
    const good = bearer({ roles: ['admin'] });
    expect(await verify(good)).toEqual({ ok: true, value: { sub: kind.claims.sub } });
    expect(await verify(good.replace('Bearer', 'bearer'))).toEqual({
      ok: true,
      value: { sub: kind.claims.sub },
    });
  });

  test('none is missing', async () => {
    expect(await verify(undefined)).toEqual({ ok: false, error: 'missing' });
    expect(await verify('')).toEqual({ ok: false, error: 'missing' });
  });

  test('one that has ended is expired', async () => {
    expect(await verify(bearer({ exp: now - 1 }))).toEqual({ ok: false, error: 'expired' });
  });

  test('one that has ended and is forged besides is only invalid', async () => {
    const forged = token(kind.header, { ...kind.claims, exp: now - 1 }, kind.forge);
    expect(await verify(`Bearer ${forged}`)).toEqual(invalid);
  });

  test.each<[string, Claims]>([
    ['not yet valid', { nbf: now + 60 }],
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['without an issuer', { iss: undefined }],
    ['without an end', { exp: undefined }],
    ['with an end that is no number', { exp: 'never' }],
    ['without a sub', { sub: undefined }],
    ['with an empty sub', { sub: '' }],
    ['with a sub that is no text', { sub: 7 }],
  ])('one %s is invalid', async (_why, claims) => {
    expect(await verify(bearer(claims))).toEqual(invalid);
  });

  test.each<[string, Claims]>([
    ['another key id', { kid: 'other' }],
    ['no key id', { kid: undefined }],
    ['another algorithm', { alg: kind === local ? 'RS256' : 'ES256' }],
    ['an algorithm nobody knows', { alg: 'XX' }],
    ['no algorithm', { alg: undefined }],
  ])('one with %s is invalid', async (_why, header) => {
    expect(await verify(bearer({}, header))).toEqual(invalid);
  });

  test('one signed by somebody else is invalid', async () => {
    expect(await verify(`Bearer ${token(kind.header, kind.claims, kind.forge)}`)).toEqual(invalid);
  });

  test('one that needs no signature is invalid', async () => {
    const unsigned = token({ ...kind.header, alg: 'none' }, kind.claims, () => Buffer.alloc(0));
    expect(await verify(`Bearer ${unsigned}`)).toEqual(invalid);
    const pretending = token({ ...kind.header, alg: 'none' }, kind.claims, () => Buffer.from('x'));
    expect(await verify(`Bearer ${pretending}`)).toEqual(invalid);
  });

  test('one “signed” with the public key as a shared secret is invalid', async () => {
    const pem = createPublicKey({ key: kind.publicKey, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    const confused = token({ ...kind.header, alg: 'HS256' }, kind.claims, (input) =>
      createHmac('sha256', pem).update(input).digest(),
    );
    expect(await verify(`Bearer ${confused}`)).toEqual(invalid);
  });

  test('an altered payload is invalid', async () => {
    const [head, , signature] = bearer({}).split('.');
    expect(await verify([head, part({ ...kind.claims, sub: 'user-admin' }), signature].join('.'))).toEqual(
      invalid,
    );
  });

  test('a signature cut or grown is invalid', async () => {
    const good = bearer({});
    for (const length of [0, 1, 10, 40, 60]) {
      const [head, payload, signature] = good.split('.');
      expect(await verify([head, payload, signature!.slice(0, length)].join('.'))).toEqual(invalid);
    }
    expect(await verify(`${good}AAAA`)).toEqual(invalid);
  });

  test.each([
    'Basic dXNlcjpwYXNz',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer a.b.c',
    'Bearer opaque-refresh-token',
    'x',
  ])('%p is invalid', async (authorization) => {
    expect(await verify(authorization)).toEqual(invalid);
  });

  test('whatever comes is answered and never a fault', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `Bearer ${text}`),
      fc
        .tuple(fc.jsonValue(), fc.jsonValue(), fc.uint8Array())
        .map(
          ([header, payload, signature]) =>
            `Bearer ${part(header)}.${part(payload)}.${Buffer.from(signature).toString('base64url')}`,
        ),
      fc
        .tuple(fc.object(), fc.uint8Array({ maxLength: 100 }))
        .map(
          ([claims, signature]) =>
            `Bearer ${token(kind.header, { ...kind.claims, ...claims }, () => Buffer.from(signature))}`,
        ),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (authorization) => {
        const answer = await verify(authorization);
        expect(answer.ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what stands in an access token’s place', () => {
  test('an ID token of the embedded provider, even one for our audience', async () => {
    for (const aud of ['huimin-web', apiAudience]) {
      const idToken = token({ ...local.header, typ: 'JWT' }, { ...local.claims, aud }, local.sign);
      expect(await local.verifier.verify(`Bearer ${idToken}`)).toEqual({ ok: false, error: 'invalid' });
    }
  });

  test('a token for another audience', async () => {
    const elsewhere = token(local.header, { ...local.claims, aud: 'another-api' }, local.sign);
    expect(await local.verifier.verify(`Bearer ${elsewhere}`)).toEqual({ ok: false, error: 'invalid' });
  });

  test('an ID token of Cognito', async () => {
    const idToken = token(cognito.header, { ...cognito.claims, token_use: 'id', aud: 'web' }, cognito.sign);
    expect(await cognito.verifier.verify(`Bearer ${idToken}`)).toEqual({ ok: false, error: 'invalid' });
  });

  test('a token of another client of the same pool', async () => {
    const other = token(cognito.header, { ...cognito.claims, client_id: 'other' }, cognito.sign);
    expect(await cognito.verifier.verify(`Bearer ${other}`)).toEqual({ ok: false, error: 'invalid' });
  });
});

test('keys that cannot be had are an outage, not a bad token', async () => {
  const down = tokenVerifier(() => Promise.reject(new FetchError('https://keys.example', 'down')));
  await expect(down.verify('Bearer a.b.c')).rejects.toThrow(
    'the keys of the identity provider are not to be had',
  );
});
