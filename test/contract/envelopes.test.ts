import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import type { KeyWrapper } from '../../functions/adapters/envelope/key-wrapper.ts';
import { openKeyed } from '../../functions/adapters/envelope/keyed.ts';
import { kmsKey } from '../../functions/adapters/kms/kms-key.ts';
import { localKey, openLocalKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import type { Json } from '../../functions/domain/audit/canonical-json.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { onTheWire } from '../fakes/aws-wire.ts';

const district = areaCode('320602');

/** A clock that a test sets. */
function setClock(date: string): Clock & { date: string } {
  return {
    date,
    now() {
      return `${this.date}T04:00:00.000Z`;
    },
    today() {
      return calendarDate(this.date);
    },
  };
}

/** KMS as far as its wire protocol and its promises go: it wraps for real, and binds the context. */
function kms(): KMSClient {
  const master = randomBytes(32);
  const seal = (key: Buffer, context: string) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  };
  const unseal = (blob: Buffer, context: string) => {
    const decipher = createDecipheriv('aes-256-gcm', master, blob.subarray(0, 12)).setAAD(
      Buffer.from(context),
    );
    decipher.setAuthTag(blob.subarray(-16));
    return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
  };
  interface Input {
    KeyId: string;
    CiphertextBlob: string;
    EncryptionContext: object;
  }
  const answer = (operation: string, input: Input): [number, object] => {
    const context = JSON.stringify(input.EncryptionContext);
    if (operation === 'GenerateDataKey') {
      const key = randomBytes(32);
      const blob = seal(key, context).toString('base64');
      return [200, { KeyId: input.KeyId, Plaintext: key.toString('base64'), CiphertextBlob: blob }];
    }
    try {
      const key = unseal(Buffer.from(input.CiphertextBlob, 'base64'), context);
      return [200, { KeyId: input.KeyId, Plaintext: key.toString('base64') }];
    } catch {
      return [400, { __type: 'InvalidCiphertextException' }];
    }
  };
  return new KMSClient(
    onTheWire(({ headers, body }) => {
      const operation = headers['x-amz-target']!.replace('TrentService.', '');
      const [status, output] = answer(operation, JSON.parse(new TextDecoder().decode(body as Uint8Array)));
      return { status, body: JSON.stringify(output) };
    }),
  );
}

const wrappers: readonly [string, () => KeyWrapper][] = [
  ['a key file', () => localKey(randomBytes(32))],
  ['KMS', () => kmsKey({ client: kms(), keyId: 'alias/huimin' })],
];

describe.each(wrappers)('envelopes under %s', (_, makeWrapper) => {
  let database: SqliteDatabase;
  let table: Table;
  let clock: ReturnType<typeof setClock>;
  let wrapper: KeyWrapper;
  const open = () => createEnvelopes({ table, clock, wrapper, district });

  beforeEach(() => {
    database = SqliteDatabase.open(':memory:');
    table = createSqliteTable(database);
    clock = setClock('2008-05-20');
    wrapper = makeWrapper();
  });
  afterEach(() => database.close());

  const people: Json = { name: '周军宝', residentId: '321303193403299997', note: '𠮷田 𡈽 👪' };

  test('give back what was sealed, also after a restart', async () => {
    const { sealed } = await open().seal('claim-1/people', people);
    expect(await open().open('claim-1/people', sealed)).toEqual(people);
  });

  test('show nothing of their content', async () => {
    const { sealed } = await open().seal('claim-1/people', people);
    const text = Buffer.from(sealed).toString('utf8');
    expect(text).not.toContain('周军宝');
    expect(text).not.toContain('321303193403299997');
  });

  test('give back any bytes', async () => {
    const envelopes = open();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string(), async (content, recordId) => {
        const { sealed } = await envelopes.sealBytes(recordId, content);
        expect(Uint8Array.from(await envelopes.openBytes(recordId, sealed))).toEqual(content);
        await expect(envelopes.openBytes(`${recordId}'`, sealed)).rejects.toThrow();
      }),
    );
  });

  test('give back any JSON', async () => {
    const envelopes = open();
    const scalar = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        scalar,
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: 'grapheme' }), tie('json'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(json, fc.string(), async (content, recordId) => {
        const { sealed } = await envelopes.seal(recordId, content as Json);
        expect(await envelopes.open(recordId, sealed)).toEqual(content);
      }),
    );
  });

  test('do not open with any byte altered or cut off', async () => {
    const envelopes = open();
    const { sealed } = await envelopes.seal('claim-1/people', people);
    for (const [index, byte] of sealed.entries()) {
      const altered = Uint8Array.from(sealed);
      altered[index] = byte ^ 1;
      await expect(envelopes.open('claim-1/people', altered)).rejects.toThrow('does not open');
    }
    for (let length = 0; length < sealed.length; length += 7) {
      await expect(envelopes.open('claim-1/people', sealed.subarray(0, length))).rejects.toThrow(
        'does not open',
      );
    }
  });

  test('do not open in another record', async () => {
    const envelopes = open();
    const { sealed } = await envelopes.seal('claim-1/people', people);
    await expect(envelopes.open('claim-2/people', sealed)).rejects.toThrow('does not open');
  });

  test('do not open under another master key, and the refusal says nothing of the content', async () => {
    const { sealed } = await open().seal('claim-1/people', people);
    wrapper = makeWrapper();
    await expect(open().open('claim-1/people', sealed)).rejects.toThrow(
      /^the envelope of claim-1\/people does not open$/,
    );
  });

  test('do not open once their key is gone', async () => {
    const { sealed } = await open().seal('claim-1/people', people);
    await table.transact([{ delete: { pk: 'DATAKEY#320602.2008-05', sk: 'KEY' } }]);
    await expect(open().open('claim-1/people', sealed)).rejects.toThrow('does not open');
  });

  test('take another key each month, and those of earlier months still open', async () => {
    const may = await open().seal('claim-1/people', people);
    clock.date = '2008-06-01';
    const june = await open().seal('claim-1/people', people);
    const keyId = (sealed: Uint8Array) => Buffer.from(sealed.subarray(2, 2 + sealed[1]!)).toString();
    expect(keyId(may.sealed)).toBe('320602.2008-05');
    expect(keyId(june.sealed)).toBe('320602.2008-06');
    expect(await open().open('claim-1/people', may.sealed)).toEqual(people);
    expect(await open().open('claim-1/people', june.sealed)).toEqual(people);
  });

  test('a key put in another’s place does not unwrap', async () => {
    const may = await open().seal('claim-1/people', people);
    const key = await table.get({ pk: 'DATAKEY#320602.2008-05', sk: 'KEY' });
    await table.transact([{ put: { ...key!, pk: 'DATAKEY#320602.2008-06' } }]);
    clock.date = '2008-06-01';
    await expect(open().seal('claim-1/people', people)).rejects.toThrow();
    expect(await open().open('claim-1/people', may.sealed)).toEqual(people);
  });

  test('made at the same time in two processes share one key', async () => {
    const [one, other] = [open(), open()];
    const [a, b] = await Promise.all([one.seal('a', 1), other.seal('b', 2)]);
    expect(await other.open('a', a.sealed)).toBe(1);
    expect(await one.open('b', b.sealed)).toBe(2);
  });

  test('commit to salt and content: the same content gives another commitment each time', async () => {
    const envelopes = open();
    const [first, second] = [await envelopes.seal('a', people), await envelopes.seal('a', people)];
    expect(first.commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(first.commitment).not.toBe(second.commitment);
    expect(first.commitment).not.toBe(createHash('sha256').update(JSON.stringify(people)).digest('hex'));
  });

  test('go on after a key could not be had once', async () => {
    let down = true;
    const flaky: KeyWrapper = {
      generate: (context) => (down ? Promise.reject(new Error('down')) : wrapper.generate(context)),
      unwrap: (wrapped, context) => wrapper.unwrap(wrapped, context),
    };
    const envelopes = createEnvelopes({ table, clock, wrapper: flaky, district });
    await expect(envelopes.seal('a', 1)).rejects.toThrow('down');
    down = false;
    const { sealed } = await envelopes.seal('a', 1);
    expect(await envelopes.open('a', sealed)).toBe(1);
  });

  test('unwrap a key once, not for every record', async () => {
    await open().seal('a', 1);
    let unwrapped = 0;
    const counting: KeyWrapper = {
      generate: (context) => wrapper.generate(context),
      unwrap: (wrapped, context) => {
        unwrapped += 1;
        return wrapper.unwrap(wrapped, context);
      },
    };
    const envelopes = createEnvelopes({ table, clock, wrapper: counting, district });
    const made = await Promise.all(Array.from({ length: 20 }, (_unused, n) => envelopes.seal(String(n), n)));
    await Promise.all(made.map(({ sealed }, n) => envelopes.open(String(n), sealed)));
    expect(unwrapped).toBe(1);
  });
});

test('no more unwrapped keys are held than a district needs', async () => {
  const database = SqliteDatabase.open(':memory:');
  const [table, clock, inner] = [
    createSqliteTable(database),
    setClock('2008-01-01'),
    localKey(randomBytes(32)),
  ];
  let unwrapped = 0;
  const wrapper: KeyWrapper = {
    generate: (context) => inner.generate(context),
    unwrap: (wrapped, context) => {
      unwrapped += 1;
      return inner.unwrap(wrapped, context);
    },
  };
  const envelopes = createEnvelopes({ table, clock, wrapper, district });
  const sealedIn = async (month: number) => {
    clock.date = `${String(2008 + Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    return (await envelopes.seal('a', month)).sealed;
  };
  const first = await sealedIn(0);
  for (let month = 1; month < 128; month += 1) await sealedIn(month);
  expect(await envelopes.open('a', first)).toBe(0);
  expect(unwrapped).toBe(0);
  const last = await sealedIn(128);
  await sealedIn(1);
  expect(unwrapped).toBe(1);
  expect([await envelopes.open('a', first), await envelopes.open('a', last)]).toEqual([0, 128]);
  expect(unwrapped).toBe(1);
  database.close();
});

describe.each(wrappers)('keyed values under %s', (_, makeWrapper) => {
  let database: SqliteDatabase;
  let table: Table;
  let wrapper: KeyWrapper;

  beforeEach(() => {
    database = SqliteDatabase.open(':memory:');
    table = createSqliteTable(database);
    wrapper = makeWrapper();
  });
  afterEach(() => database.close());

  test('are the same after a restart, and other in another deployment', async () => {
    const first = await openKeyed({ table, wrapper, district });
    const again = await openKeyed({ table, wrapper, district });
    const elsewhere = await openKeyed({ table, wrapper, district: areaCode('320613') });
    const values = [first, again, elsewhere].map((keyed) => [
      keyed.blindIndex('resident', '321303193403299997'),
      keyed.accessCode('claim-1'),
    ]);
    expect(values[1]).toEqual(values[0]);
    expect(values[2]![0]).not.toBe(values[0]![0]);
    expect(values[2]![1]).not.toBe(values[0]![1]);
  });

  test('keep purposes and values apart', async () => {
    const keyed = await openKeyed({ table, wrapper, district });
    const indexes = [
      keyed.blindIndex('resident', '1'),
      keyed.blindIndex('resident', '2'),
      keyed.blindIndex('account', '1'),
      keyed.blindIndex('residen', 't1'),
    ];
    expect(new Set(indexes).size).toBe(4);
    expect(indexes.every((index) => /^[0-9a-f]{64}$/.test(index))).toBe(true);
  });

  test('an access code is twelve readable characters, and is read however it is spelled', async () => {
    const keyed = await openKeyed({ table, wrapper, district });
    const codes = Array.from({ length: 200 }, (_unused, n) => keyed.accessCode(`claim-${String(n)}`));
    expect(new Set(codes).size).toBe(200);
    for (const [n, code] of codes.entries()) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      const spellings = [
        code,
        code.toLowerCase(),
        code.replaceAll('-', ''),
        code.replaceAll('-', ' '),
        code.replaceAll('0', 'o').replaceAll('1', 'l'),
        code.replaceAll('-', '–'),
      ];
      expect(spellings.every((spelling) => keyed.isAccessCode(`claim-${String(n)}`, spelling))).toBe(true);
      expect(keyed.isAccessCode(`claim-${String(n + 1)}`, code)).toBe(false);
    }
  });

  test('nothing else is an access code', async () => {
    const keyed = await openKeyed({ table, wrapper, district });
    const code = keyed.accessCode('claim-1');
    const wrong = ['', '-', code.slice(1), `${code}0`, `${code}${code}`, '０'.repeat(12), '👪'.repeat(6)];
    expect(wrong.filter((text) => keyed.isAccessCode('claim-1', text))).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(keyed.isAccessCode('claim-1', text)).toBe(false);
      }),
    );
  });
});

describe('the key file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huimin-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is made once, for its owner alone, by however many start at once', async () => {
    const data = join(folder, 'data');
    const wrapped = await Promise.all(
      Array.from({ length: 8 }, async () => (await openLocalKey(data)).generate({ key: 'x' })),
    );
    const later = await openLocalKey(data);
    for (const { key, wrapped: bytes } of wrapped) {
      expect(Buffer.from(await later.unwrap(bytes, { key: 'x' }))).toEqual(key);
    }
    expect((await stat(join(data, 'master-key'))).mode & 0o777).toBe(0o600);
    expect(Buffer.from((await readFile(join(data, 'master-key'), 'utf8')).trim(), 'base64')).toHaveLength(32);
  });

  test('that holds no key stops the start', async () => {
    await openLocalKey(folder);
    await writeFile(join(folder, 'master-key'), 'short\n');
    await expect(openLocalKey(folder)).rejects.toThrow('does not hold a key');
  });
});
