import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { residentIdCheck } from '../../functions/domain/people/resident-id.ts';
import {
  aHardshipFamily,
  aRetireesWidow,
  aRuralFamily,
  type ClaimForm,
  registersOf,
} from '../builders/families.ts';
import { claimIs, type HeldClaim, submit } from '../builders/people-at-work.ts';
import { aResidentId } from '../builders/residents.ts';
import {
  type Answer,
  type BuiltSystem,
  buildSystem,
  type Call,
  freePort,
  runCommand,
  type RunningSystem,
  startSystem,
  temporaryFolder,
} from '../builders/running-system.ts';

const known = aRuralFamily(320_001);
const rural = aRuralFamily(320_002).claim;
const hardship = aHardshipFamily(320_011).claim;
const retiree = aRetireesWidow(320_021).claim;

let built: BuiltSystem;
let system: RunningSystem;
let held: HeldClaim;
let registers: string;
let dataFolder: string;
let port: number;
let itemsBefore: readonly string[];
const answers: string[] = [];

/**
 * Every stored item and execution, by its key and size; the system must not be running. What the sealer adds by and by,
 * and takes off the entries it has sealed, is left out.
 */
function storedItems(): readonly string[] {
  const database = SqliteDatabase.open(join(dataFolder, 'huimin.sqlite'));
  const rows = database.read((db) => [
    ...db
      .prepare(
        `SELECT pk, sk, CASE WHEN sk LIKE 'AUDIT#%' THEN 0 ELSE length(body) END AS size
         FROM items WHERE pk NOT LIKE 'SEAL%' ORDER BY pk, sk`,
      )
      .all(),
    ...db.prepare('SELECT name, status FROM wf_executions ORDER BY name').all(),
  ]);
  database.close();
  return rows.map((row) => JSON.stringify(row));
}

beforeAll(async () => {
  [built, registers, dataFolder, port] = await Promise.all([
    buildSystem(),
    registersOf([known]),
    temporaryFolder('bad-input'),
    freePort(),
  ]);
  system = await startSystem({ built, registers, dataFolder, port, today: '2008-05-20' });
  held = await submit(system, known.claim);
  await claimIs(system, held, 'review');
  await Promise.all([
    system.token('clerk'),
    system.token('village.reviewer'),
    system.token('finance.reconciler'),
  ]);
  await system.end('SIGINT');
  itemsBefore = storedItems();
  system = await startSystem({ built, registers, dataFolder, port });
}, 60_000);

afterAll(async () => {
  await system.end('SIGKILL');
  await Promise.all([registers, dataFolder].map((f) => rm(f, { recursive: true })));
});

/** Asks in both languages; the refusal must be the same in both but for its texts. */
async function refused(method: string, path: string, call: Call): Promise<Answer> {
  const [chinese, english] = await Promise.all(
    ['zh-CN', 'en'].map((language) =>
      system.call(method, path, {
        key: randomUUID(),
        ...call,
        headers: { ...call.headers, 'accept-language': language },
      }),
    ),
  );
  for (const [answer, language] of [
    [chinese!, 'zh-CN'],
    [english!, 'en'],
  ] as const) {
    answers.push(answer.text + JSON.stringify([...answer.headers]));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('content-language')).toBe(language);
    const texts = [
      answer.body.title,
      ...(answer.body.errors ?? []).map((e: { message: string }) => e.message),
    ];
    for (const text of texts) expect(/[\u4e00-\u9fff]/u.test(text)).toBe(language === 'zh-CN');
  }
  const codes = ({ status, body }: Answer) => [
    status,
    body.code,
    (body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
  ];
  expect(codes(english!)).toEqual(codes(chinese!));
  return chinese!;
}

const refusedClaim = (body: unknown, call: Call = {}) => refused('POST', '/api/claims', { body, ...call });

const { applicant } = rural;
const [child] = rural.children!;
const parent = aResidentId('1945-03-12', 'female', 320_002);

describe('a claim whose form is wrong is refused at its field', () => {
  test.each<readonly [string, object, readonly (readonly [string, string])[]]>([
    [
      'a wrong check digit',
      { ...rural, applicant: { ...applicant, residentId: wrongCheckDigit(applicant.residentId) } },
      [['/applicant/residentId', 'resident-id-check-digit']],
    ],
    [
      'a birth date that does not exist',
      { ...rural, spouse: { residentId: withCheckDigit('32060219440230997') } },
      [['/spouse/residentId', 'resident-id-birth-date']],
    ],
    [
      'an old number of fifteen digits',
      { ...rural, spouse: { residentId: '320602440801997' } },
      [['/spouse/residentId', 'wrong-format']],
    ],
    [
      'somebody not yet born',
      { ...rural, spouse: { residentId: aResidentId('2009-01-01', 'male', 320_002) } },
      [['/spouse/residentId', 'resident-id-birth-date']],
    ],
    [
      'a date that does not exist',
      { ...retiree, retirement: { retiredOn: '2007-02-30' } },
      [['/retirement/retiredOn', 'not-a-date']],
    ],
    [
      'a date to come',
      { ...retiree, retirement: { retiredOn: '2008-05-21' } },
      [['/retirement/retiredOn', 'in-the-future']],
    ],
    [
      'a date before the birth',
      { ...retiree, certificate: { number: 'NT1', issuedOn: '1940-01-01' } },
      [['/certificate/issuedOn', 'before-birth']],
    ],
    [
      'a child older than its parent',
      { ...rural, children: [child, { residentId: aResidentId('1944-01-01', 'male', 320_003) }] },
      [['/children/1/residentId', 'child-older-than-parent']],
    ],
    [
      'the same person twice',
      { ...rural, spouse: { residentId: parent } },
      [['/spouse/residentId', 'same-person-twice']],
    ],
    ['an unknown programme', { ...rural, programme: 'moon-landing' }, [['/programme', 'unknown-programme']]],
    [
      'a place elsewhere',
      { ...rural, applicant: { ...applicant, areaCode: '110101001' } },
      [['/applicant/areaCode', 'unknown-area']],
    ],
    [
      'a part the programme does not ask for',
      { ...rural, certificate: { number: 'NT1' } },
      [['/certificate', 'not-asked-for']],
    ],
    ['a part that is missing', { ...hardship, children: undefined }, [['/children', 'missing']]],
    [
      'members nobody knows, and one that is missing',
      { ...rural, religion: 'none', applicant: { ...applicant, party: 'none', name: undefined } },
      [
        ['/applicant/name', 'missing'],
        ['/applicant/party', 'unknown-member'],
        ['/religion', 'unknown-member'],
      ],
    ],
    ['no declaration', { ...rural, declaration: false }, [['/declaration', 'must-be-declared']]],
    ['no object at all', [rural], [['', 'wrong-type']]],
    [
      'an account that is none',
      { ...rural, account: { ...rural.account, number: '12' } },
      [['/account/number', 'wrong-format']],
    ],
  ])('%s', async (_, body, errors) => {
    const answer = await refusedClaim(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(
      answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
    ).toEqual(errors);
  });
});

describe('bodies that are no claim', () => {
  const json = { 'content-type': 'application/json' };

  test('one megabyte of JSON', async () => {
    const answer = await refusedClaim({ ...rural, filler: 'x'.repeat(1_048_576) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  test('nesting without end', async () => {
    const raw = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(await refusedClaim(undefined, { raw, headers: json })).toMatchObject({ status: 400 });
  });

  test('broken UTF-8', async () => {
    const text = Buffer.from(JSON.stringify(rural));
    const raw = new Uint8Array(
      Buffer.concat([text.subarray(0, 40), Buffer.from([0xe7, 0x8e]), text.subarray(40)]),
    );
    const answer = await refusedClaim(undefined, { raw, headers: json });
    expect(answer).toMatchObject({ status: 400, body: { code: 'body-encoding' } });
  });

  test.each([
    ['half a document', JSON.stringify(rural).slice(0, -20), 'body-json'],
    ['a member twice', JSON.stringify(rural).replace('{', '{"declaration":true,'), 'invalid-request'],
    ['a lone surrogate', String.raw`{"programme":"\ud800"}`, 'body-encoding'],
  ])('%s', async (_, raw, code) => {
    expect(await refusedClaim(undefined, { raw, headers: json })).toMatchObject({
      status: 400,
      body: { code },
    });
  });

  test('another media type', async () => {
    const answer = await refusedClaim(undefined, {
      raw: JSON.stringify(rural),
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer).toMatchObject({ status: 415, body: { code: 'media-type' } });
  });

  test('an idempotency key that can be guessed', async () => {
    const answer = await refusedClaim(rural, { key: 'claim-1' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency-key-format' } });
  });

  test.each([
    ['garbage', 'no XML at all', 'bank-message-unreadable'],
    [
      'a message cut off',
      '<?xml version="1.0"?><Document><BkToCstmrStmt><GrpHdr>',
      'bank-message-unreadable',
    ],
    [
      'entities that grow',
      '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Document>&b;</Document>',
      'bank-message-unreadable',
    ],
  ])('a bank’s message: %s', async (_, raw, code) => {
    const answer = await refused('POST', '/api/bank-messages', {
      token: await system.token('finance.reconciler'),
      raw,
      headers: { 'content-type': 'application/xml' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });
});

describe('wrong types', () => {
  const values: readonly unknown[] = [null, true, 7, -0.5, 'x', [], {}, [[]], { x: 1 }];
  const kind = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

  test('at every member of a claim are told at that member', async () => {
    for (const claim of [rural, retiree] as const) {
      for (const path of pathsIn(claim)) {
        const others = values.filter((value) => kind(value) !== kind(at(claim, path)));
        for (const value of others) {
          const answer = await system.call('POST', '/api/claims', { body: replaced(claim, path, value) });
          answers.push(answer.text);
          expect([path, answer.status]).toEqual([path, 400]);
          const pointer = path.map((part) => `/${part}`).join('');
          expect(answer.body.errors).toContainEqual(
            expect.objectContaining({
              pointer,
              code: expect.stringMatching(/^(wrong-type|not-one-of|missing)$/),
            }),
          );
        }
      }
    }
  }, 40_000);

  test('made up at random never get further than the door', async () => {
    const paths = pathsIn(rural);
    const broken = fc.oneof(
      // Any JSON that is no object is no claim; an object of random members lacks nearly all that are asked for.
      fc.jsonValue({ noUnicodeString: false }),
      fc
        .tuple(fc.constantFrom(...paths), fc.jsonValue({ noUnicodeString: false }))
        .map(([path, value]) => ({ ...(replaced(rural, path, value) as object), declaration: false })),
      fc
        .tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
        .filter(([name]) => !(name in rural))
        .map(([name, value]) => ({ ...rural, [name]: value.toWellFormed() })),
    );
    await fc.assert(
      fc.asyncProperty(broken, fc.boolean(), async (body, asClerk) => {
        const answer = await system.call('POST', '/api/claims', {
          body,
          key: randomUUID(),
          ...(asClerk && { token: await system.token('clerk') }),
        });
        answers.push(answer.text);
        expect(answer.status).toBe(400);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
      }),
      { numRuns: 300 },
    );
  }, 40_000);
});

describe('people who are not who they say', () => {
  let ours: { readonly kid: string; readonly key: KeyObject };
  const now = () => Math.floor(Date.now() / 1000);

  function aToken(header: object, claims: object, key: KeyObject | undefined = ours.key): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'ES256', typ: 'at+jwt', kid: ours.kid, ...header })}.${part({
      iss: `${system.origin}/oidc`,
      aud: 'huimin-api',
      sub: 'user-village.reviewer',
      iat: now(),
      exp: now() + 600,
      ...claims,
    })}`;
    const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }

  beforeAll(async () => {
    const { signingKey } = JSON.parse(await readFile(join(dataFolder, 'identity.json'), 'utf8'));
    ours = { kid: signingKey.kid, key: createPrivateKey({ key: signingKey, format: 'jwk' }) };
  });

  test('the key these tests sign with is the right one', async () => {
    expect(await system.call('GET', '/api/tasks', { token: aToken({}, {}) })).toMatchObject({ status: 200 });
  });

  test.each<readonly [string, () => string, string]>([
    [
      'signed with another key',
      () => aToken({}, {}, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'token-invalid',
    ],
    ['alg none', () => aToken({ alg: 'none' }, {}).replace(/[^.]*$/, ''), 'token-invalid'],
    ['alg none, signed', () => aToken({ alg: 'none' }, {}), 'token-invalid'],
    ['expired', () => aToken({}, { iat: now() - 7200, exp: now() - 3600 }), 'token-expired'],
    ['of another issuer', () => aToken({}, { iss: 'https://elsewhere.example' }), 'token-invalid'],
    ['for another audience', () => aToken({}, { aud: 'huimin-web' }), 'token-invalid'],
    ['no access token', () => aToken({ typ: 'JWT' }, {}), 'token-invalid'],
    ['without an end', () => aToken({}, { exp: undefined }), 'token-invalid'],
    [
      'with a payload changed after signing',
      () =>
        aToken({}, {}).replace(/\.[^.]*\./, `.${Buffer.from('{"sub":"user-admin"}').toString('base64url')}.`),
      'token-invalid',
    ],
    ['no token at all', () => 'abc', 'token-invalid'],
  ])('a token %s', async (_, make, code) => {
    const token = make();
    const read = await refused('GET', '/api/tasks', { token });
    expect(read).toMatchObject({ status: 401, body: { code } });
    expect(read.headers.get('www-authenticate')).toContain('Bearer');
    // Where anybody may come, a bad token is still refused, and nothing is kept of what came with it.
    expect(await refusedClaim(rural, { token })).toMatchObject({ status: 401, body: { code } });
  });

  test('nobody, and a genuine token of nobody known', async () => {
    expect(await refused('GET', '/api/tasks', {})).toMatchObject({
      status: 401,
      body: { code: 'token-missing' },
    });
    const stranger = await refused('GET', '/api/tasks', { token: aToken({}, { sub: 'user-nobody' }) });
    expect(stranger).toMatchObject({ status: 403, body: { code: 'wrong-role' } });
  });

  test('another’s claim cannot be told from one that does not exist', async () => {
    const attempts = await Promise.all([
      refused('GET', `/api/claims/${held.reference}`, { accessCode: 'K7M2QX9D4THW' }),
      refused('GET', '/api/claims/HM0000000000', { accessCode: held.accessCode }),
      refused('GET', '/api/claims/HM0000000000', { accessCode: 'K7M2QX9D4THW' }),
      refused('GET', '/api/claims/%00%ff', { accessCode: held.accessCode }),
      refused('GET', `/api/claims/${'x'.repeat(40)}`, { accessCode: held.accessCode }),
    ]);
    const seen = attempts.map(({ status, headers, body }) => {
      const { instance: _, ...rest } = body;
      const told = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
      return JSON.stringify([status, told, rest]);
    });
    expect(new Set(seen).size).toBe(1);
    expect(attempts[0].status).toBe(404);
    for (const action of ['withdrawal', 'answers', 'appeals', 'evidence']) {
      const body = {
        withdrawal: undefined,
        answers: { message: 'x' },
        appeals: { grounds: 'x' },
        evidence: { files: ['x'] },
      }[action];
      const [theirs, nobodys] = await Promise.all(
        [held.reference, 'HM0000000000'].map((reference) =>
          refused('POST', `/api/claims/${reference}/${action}`, { accessCode: 'K7M2QX9D4THW', body }),
        ),
      );
      expect([theirs!.status, theirs!.body.code]).toEqual([404, 'not-found']);
      expect([nobodys!.status, nobodys!.body.code]).toEqual([404, 'not-found']);
    }
  });
});

describe('after all that', () => {
  test('nothing more is stored than before, and nobody was named', async () => {
    expect(await system.end('SIGINT')).toBe(0);
    expect(itemsBefore.length).toBeGreaterThan(20);
    expect(storedItems()).toEqual(itemsBefore);
    const told = answers.join('\n') + system.written();
    const people = [rural, hardship, retiree, known.claim].flatMap(personalOf);
    expect(people.length).toBeGreaterThan(20);
    for (const personal of people) expect(told).not.toContain(personal);
  });
});

describe('malformed rows', () => {
  test('of registers and claims are told by file and line, and the rest goes on', async () => {
    const families = [320_101, 320_102].map((area) => aRuralFamily(area));
    const folder = await registersOf(families);
    const population = join(folder, 'register-population.csv');
    const lines = (await readFile(population, 'utf8')).split('\n');
    lines.splice(2, 0, '320602194503129981,某人,F,1945-03-12,rural,320602100,,,', 'too,few,cells');
    await writeFile(population, lines.join('\n'));
    const rowOf = (claim: ClaimForm, no: string) =>
      [
        no,
        claim.programme,
        '2008-03-03',
        claim.applicant.name,
        claim.applicant.residentId,
        claim.applicant.areaCode,
        claim.applicant.phone,
        '',
        claim.spouse?.residentId,
        claim.children?.map(({ residentId }) => residentId).join(';'),
        claim.account?.bank,
        claim.account?.number,
        ...['', '', '', '', ''],
      ].join(',');
    const claims = join(folder, 'claims.csv');
    await writeFile(
      claims,
      `claimNo,programme,submittedOn,applicantName,applicantId,areaCode,phone,spouseName,spouseId,childIds,bankCode,bankAccount,certificateNo,retiredOn,onBehalfOf,relation,withdrawn\n${rowOf(families[0]!.claim, 'C1')}\n"never closed,${applicant.residentId}\n`,
    );
    await appendFile(claims, Buffer.from([0x43, 0x32, 0x2c, 0xff, 0xfe, 0x0a]));
    await appendFile(claims, `${rowOf(families[1]!.claim, 'C3').replace('2008-03-03', '2008-02-30')}\n`);
    await appendFile(claims, `${rowOf(families[1]!.claim, 'C4')}\n`);

    const outcomes = join(folder, 'outcomes.csv');
    const year = await runCommand(built, 'local/commands/year', [folder, '--json', '--outcomes', outcomes]);
    expect(year.code).toBe(0);
    expect(year.stderr).toContain(
      'register-population.csv, line 3: residentId is no resident identity number',
    );
    expect(year.stderr).toMatch(/register-population\.csv, line 4: 3 cells where the header has 9/);
    expect(year.stderr).toMatch(/claims\.csv, line 3: /);
    expect(year.stderr).toContain('claims.csv, line 4: not UTF-8');
    expect(year.stderr).toContain('claims.csv, line 5: submittedOn is no date');
    expect(await readFile(outcomes, 'utf8')).toBe(
      'claimNo,outcome,amountFen,why\nC1,award,30000,\nC4,award,30000,\n',
    );
    expect(JSON.parse(year.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      paid: { 'rural-reward': { payments: 2, fen: 60_000 } },
      ledger: { balanced: true },
      audit: { verified: true },
    });
    for (const personal of [...personalOf(rural), ...families.flatMap(({ claim }) => personalOf(claim))]) {
      expect(year.stderr + year.stdout).not.toContain(personal);
    }
    await rm(folder, { recursive: true });
  }, 30_000);
});

/** Names, numbers of people, phones and accounts of a claim. */
function personalOf(claim: ClaimForm): string[] {
  return [
    claim.applicant.name,
    claim.applicant.residentId,
    claim.applicant.phone,
    claim.spouse?.residentId,
    ...(claim.children ?? []).map(({ residentId }) => residentId),
    claim.onBehalfOf?.residentId,
    claim.account?.number,
  ].filter((text) => text !== undefined);
}

function wrongCheckDigit(id: string): string {
  return id.slice(0, 17) + (id.endsWith('0') ? '1' : '0');
}

function withCheckDigit(digits: string): string {
  return digits + residentIdCheck(digits);
}

type Path = readonly string[];

/** The path of every member of a JSON value, lists' first entries included. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value);
}

function replaced(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((entry, index) => (String(index) === name ? replaced(entry, rest, by) : entry));
  const record = value as Record<string, unknown>;
  return { ...record, [name]: replaced(record[name], rest, by) };
}
