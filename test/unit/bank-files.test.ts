import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadBankProfiles } from '../../functions/adapters/banks/load-bank-profiles.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createPolicyPaymentTerms } from '../../functions/app/payments/policy-payment-terms.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { cutFiles } from '../../functions/app/payments/cut-files.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { parseEndToEndId } from '../../functions/domain/payments/payment-id.ts';
import { demoPayer } from '../../local/home/demo-payer.ts';
import { projectRoot } from '../../local/home/project-root.ts';
import {
  type FinanceOffice,
  financeOffice,
  netOf,
  preparer,
  reconciler,
} from '../builders/finance-office.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';
import { message } from '../fakes/scripted-bank.ts';

async function anOffice(
  awards: number,
  options: Parameters<typeof financeOffice>[0] = {},
): Promise<FinanceOffice> {
  const office = financeOffice(options);
  for (let n = 0; n < awards; n += 1) office.awards.add(n, { amountFen: 30_001 });
  await office.fund();
  return office;
}

const writtenFiles = (office: FinanceOffice): string[] =>
  [...office.bankFiles.files.values()].map((bytes) => bytes.toString('utf8'));

describe('cutting a run into files', () => {
  type Chunk = readonly { readonly position: number; readonly amountFen: ReturnType<typeof fen> }[];
  const sealOf = (chunk: Chunk) => ({
    size: (chunk.at(-1)?.position ?? 0) + 1,
    count: chunk.length,
    totalFen: fen(chunk.reduce((sum, { amountFen }) => sum + amountFen, 0)),
  });
  // A position in three is left out of the run.
  const chunk = fc
    .array(fc.integer({ min: 1, max: 50 }), { maxLength: 12 })
    .map((amounts): Chunk =>
      amounts.map((amount, at) => ({ position: Math.floor(at * 1.5), amountFen: fen(amount) })),
    );

  test('each payment in one file, in its order, and no file over the limits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunk, { maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        fc.option(fc.integer({ min: 50, max: 300 }), { nil: undefined }),
        async (chunks, mostPayments, limit) => {
          const limits = { mostPayments, ...(limit === undefined ? {} : { mostFen: fen(limit) }) };
          const cut = await cutFiles(chunks.map(sealOf), limits, async (at) => chunks[at] ?? []);
          if (!cut.ok) throw new Error(cut.error.kind);
          const all = chunks.flatMap((one, at) => one.map((payment) => ({ chunk: at, ...payment })));
          const files = cut.value.map(({ first, last }) =>
            all.filter(
              (place) =>
                (place.chunk > first.chunk ||
                  (place.chunk === first.chunk && place.position >= first.position)) &&
                (place.chunk < last.chunk || (place.chunk === last.chunk && place.position <= last.position)),
            ),
          );
          expect(files.flat()).toEqual(all);
          for (const [at, file] of files.entries()) {
            const totalFen = file.reduce((sum, { amountFen }) => sum + amountFen, 0);
            expect(cut.value[at]).toMatchObject({ count: file.length, totalFen });
            expect(file.length).toBeLessThanOrEqual(mostPayments);
            expect(totalFen).toBeLessThanOrEqual(limit ?? Infinity);
            // Nor smaller than it must be: the next payment did not fit any more.
            const next = files[at + 1]?.[0];
            if (!next) continue;
            const wasFull =
              file.length === mostPayments || totalFen + next.amountFen > (limits.mostFen ?? Infinity);
            expect(wasFull).toBe(true);
          }
        },
      ),
    );
  });

  test('a payment over the limit by itself cannot be cut', async () => {
    const chunks: Chunk[] = [[{ position: 0, amountFen: fen(51) }]];
    const cut = await cutFiles(
      chunks.map(sealOf),
      { mostPayments: 9, mostFen: fen(50) },
      async () => chunks[0]!,
    );
    expect(cut).toEqual({ ok: false, error: { kind: 'payment-over-limit' } });
  });

  test('more than a thousand files are too many', async () => {
    const chunks = Array.from({ length: 1_001 }, (): Chunk => [{ position: 0, amountFen: fen(1) }]);
    const cut = await cutFiles(chunks.map(sealOf), { mostPayments: 1 }, async (at) => chunks[at] ?? []);
    expect(cut).toEqual({ ok: false, error: { kind: 'too-many-files' } });
  });
});

describe('a run’s files', () => {
  test.each([
    [4, 2, [4, 4, 2]],
    [3, 4, [3, 3, 3, 1]],
    [5, 3, [5, 5]],
    [10, 3, [10]],
  ])(
    'of at most %i payments, from chunks of %i, each payment in one',
    async (mostPayments, chunkSize, counts) => {
      const office = await anOffice(10, { chunkSize, files: { mostPayments } });
      const runId = await office.sentRun();
      const head = await office.head(runId);
      expect(head.files.map(({ count }) => count)).toEqual(counts);
      const ids = office.bank.orders().map(({ endToEndId }) => endToEndId);
      expect(new Set(ids).size).toBe(10);
      for (const [at, text] of writtenFiles(office).entries()) {
        expect(text.match(/<CdtTrfTxInf>/g)).toHaveLength(counts[at] ?? 0);
      }
      await office.importing(office.bank.statement(office.bank.debits()));
      expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    },
  );

  test('are bound to a sum, too', async () => {
    const office = await anOffice(7, { chunkSize: 3, files: { mostFen: fen(3 * 30_001 - 1) } });
    const head = await office.build(await office.prepare());
    expect(head.files.map(({ count, totalFen }) => [count, totalFen])).toEqual([
      [2, 60_002],
      [2, 60_002],
      [2, 60_002],
      [1, 30_001],
    ]);
  });

  test('cannot be made of a payment over the bank’s limit, until the limit is another', async () => {
    const office = await anOffice(2, { files: { mostFen: fen(30_000) } });
    const runId = await office.prepare();
    await office.build(runId);
    expect(await office.head(runId)).toMatchObject({ state: 'building', fault: 'payment-over-limit' });
    const { mostFen: _, ...unlimited } = office.termsOfPeriod.files;
    Object.assign(office.termsOfPeriod, { files: unlimited });
    expect(await office.prepare()).toBe(runId);
    expect(await office.build(runId)).toMatchObject({ state: 'prepared', payments: 2 });
  });

  test('are written in the version of the bank’s profile, and with short ids where it has no room', async () => {
    const office = await anOffice(2, {
      files: { format: { format: 'pain.001', version: '12' }, endToEndIds: 'short' },
    });
    const runId = await office.sentRun();
    const [text = ''] = writtenFiles(office);
    expect(text).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.12');
    const ids = office.bank.orders().map(({ endToEndId }) => endToEndId);
    expect(ids.map((id) => parseEndToEndId(id)?.kind)).toEqual(['short', 'short']);
    await office.importing(office.bank.statement(office.bank.debits()));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
  });

  test('may be more than a transaction holds, and are cancelled together or not at all', async () => {
    const office = await anOffice(205, { chunkSize: 50, files: { mostPayments: 2 } });
    const runId = await office.prepare();
    expect((await office.build(runId)).files).toHaveLength(103);
    await office.release(runId);
    office.bank.nextSends.push(...Array.from({ length: 103 }, () => 'refused' as const));
    await office.steps.sendFiles({ runId });
    expect(await office.head(runId)).toMatchObject({ state: 'filed' });
    expect(await office.useCases.cancelRun({ runId, actor: preparer, reason: 'test' })).toMatchObject({
      ok: true,
      value: { state: 'cancelled' },
    });

    await office.steps.voidRun({ runId });

    const next = await office.prepare();
    await office.build(next);
    await office.release(next);
    office.bank.nextSends.push('refused', 'lost');
    await office.steps.sendFiles({ runId: next });
    expect(await office.useCases.cancelRun({ runId: next, actor: preparer, reason: 'test' })).toMatchObject({
      ok: false,
      error: { kind: 'wrong-state' },
    });
  });

  test('one refused whole, its payments go out again, and nobody else’s of the chunk that it ends in', async () => {
    const office = await anOffice(6, { chunkSize: 4, files: { mostPayments: 3 } });
    const runId = await office.sentRun();
    const [first = '', second = ''] = office.bank.sends;
    const ordered = [...office.bank.files.values()].map((orders) =>
      orders.map(({ endToEndId }) => endToEndId),
    );
    const refused = (id: string) => ({ originalMessageId: id, reasons: [{ code: 'AM18' }] });
    await office.importing(
      message('pain.002', 'P1', [
        { kind: 'group-status', status: 'RJCT', ...refused(second) },
        {
          kind: 'payment-status',
          endToEndId: ordered[0]![0]!,
          status: 'RJCT',
          reasons: [{ code: 'AC04' }],
          neverReceived: false,
          originalMessageId: first,
        },
      ]),
    );
    await office.importing(office.bank.statement(office.bank.debits().slice(1, 3)));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    const next = await office.prepare();
    const again = await office.build(next);
    expect(again).toMatchObject({ payments: 3, leftOut: { 'already-paid': 2, rejected: 1 } });
    const read = createReadPayment({ table: office.stored });
    const idOf = (text: string) => {
      const id = parseEndToEndId(text);
      return id?.kind === 'full' ? id.paymentId : '';
    };
    expect(await read(idOf(ordered[0]![0]!))).toMatchObject({ state: 'rejected', reissue: 0 });
    expect(await read(idOf(ordered[1]![0]!))).toMatchObject({ reissue: 1 });
    const reissue = createReissuePayment({ table: office.stored, clock: office.clock });
    expect(await reissue({ paymentId: idOf(ordered[0]![0]!), actor: reconciler })).toMatchObject({
      ok: true,
    });
    expect(await netOf(office, 'B5')).toBe(-2 * 30_001);
  });

  test('one booked as a batch settles its own payments alone', async () => {
    const office = await anOffice(6, { chunkSize: 4, files: { mostPayments: 3 } });
    const runId = await office.sentRun();
    const [, second = ''] = office.bank.sends;
    const batch = { batch: { paymentInformationId: second }, bankReference: 'B', amountFen: fen(3 * 30_001) };
    expect(await office.importing(office.bank.statement([batch]))).toMatchObject({
      value: { matched: 3, exceptions: 0 },
    });
    expect(await office.head(runId)).toMatchObject({ state: 'settling' });
    await office.importing(office.bank.statement(office.bank.debits().slice(0, 3)));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await netOf(office, 'L2')).toBe(0);
  });
});

describe('banks’ profiles', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'huimin-banks-'))));
  afterAll(() => rm(folder, { recursive: true }));

  async function problemsOf(profile: unknown, file = 'DEMOCNSH.json'): Promise<string[]> {
    await writeFile(join(folder, file), typeof profile === 'string' ? profile : JSON.stringify(profile));
    const loaded = await loadBankProfiles(folder);
    await rm(join(folder, file));
    return loaded.ok
      ? []
      : loaded.error.map(({ file: name, pointer, message: why }) => `${name}${pointer}: ${why}`);
  }
  const files = { formats: [{ format: 'pain.001' }], mostPayments: 5_000 };
  const none = async () => undefined;

  test('that are shipped can be read, the district’s own bank’s among them', async () => {
    const loaded = await loadBankProfiles(join(projectRoot, 'banks'));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    const inForce = { table, policies: await shippedPolicies() };
    const terms = createPolicyPaymentTerms(inForce, demoPayer, loaded.value, none);
    expect(await terms.of('rural-reward', '2008-H1')).toMatchObject({
      files: { format: { format: 'pain.001', version: '09' }, mostPayments: 5_000, endToEndIds: 'full' },
    });
    expect(() => createPolicyPaymentTerms(inForce, demoPayer, new Map(), none)).toThrow(
      'there is no profile of the bank DEMOCNSH',
    );
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'DEMOCNSH.json: not JSON: '],
    ['another bank’s', { bank: 'OTHRCNSH', files }, 'DEMOCNSH.json/bank: belongs in OTHRCNSH.json'],
    ['a member nobody knows', { bank: 'DEMOCNSH', files, limit: 9 }, 'DEMOCNSH.json/limit: no such member'],
    [
      'a version nobody writes',
      { bank: 'DEMOCNSH', files: { ...files, formats: [{ format: 'pain.001', version: '03' }] } },
      'DEMOCNSH.json/files/formats/0/version: ',
    ],
    ['no format', { bank: 'DEMOCNSH', files: { ...files, formats: [] } }, 'DEMOCNSH.json/files/formats'],
    [
      'one format twice',
      { bank: 'DEMOCNSH', files: { ...files, formats: [...files.formats, ...files.formats] } },
      'DEMOCNSH.json/files/formats: the same format twice',
    ],
    [
      'no payments at all',
      { bank: 'DEMOCNSH', files: { ...files, mostPayments: 0 } },
      'DEMOCNSH.json/files/mostPayments: ',
    ],
    [
      'a limit that is no whole fen',
      { bank: 'DEMOCNSH', files: { ...files, mostFen: 0.5 } },
      'DEMOCNSH.json/files/mostFen: ',
    ],
  ])('refused: %s', async (_, profile, expected) => {
    const [first = ''] = await problemsOf(profile);
    expect(first.slice(0, expected.length)).toBe(expected);
  });
});
