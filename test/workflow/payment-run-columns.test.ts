import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createBankMessageReader } from '../../functions/adapters/bank/bank-message-reader.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createListRunPayments } from '../../functions/app/payments/run-payments.ts';
import {
  type BankProfile,
  bankProfileSchema,
  fileTermsOf,
} from '../../functions/contracts/bank/bank-profile.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { bankFaultsSchema } from '../../local/bank/bank-faults.ts';
import { createBankSimulator } from '../../local/bank/bank-simulator.ts';
import { localBankChannel } from '../../local/home/local-bank-channel.ts';
import { shippedBank } from '../builders/demo-bank.ts';
import { financeOffice, reconciler } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A finance office whose payer has its account at a bank of columns, and that bank. */
async function anOfficeAt(profile: BankProfile, faults: object = {}) {
  const clock = new MovableClock();
  const profiles = new Map([[profile.bank, profile]]);
  const database = SqliteDatabase.open(':memory:');
  const bank = await createBankSimulator({
    database,
    clock,
    profiles,
    reportFault: (fault) => {
      throw fault;
    },
  });
  closing.push(async () => {
    await bank.close();
    database.close();
  });
  await bank.setFaults(bankFaultsSchema.parse(faults));
  const files = fileTermsOf(profile);
  const office = financeOffice({ files, bankChannel: localBankChannel(bank), clock });
  Object.assign(office.termsOfPeriod.debtor, { bankId: profile.bank });
  const read = createBankMessageReader(profiles, 'DEMOCNSH');
  const delivered: { readonly kind: string; readonly bytes: Buffer }[] = [];
  bank.onMessage(async ({ kind, bank: code, content }) => {
    const bytes = Buffer.concat(await Array.fromAsync(content, (part) => Buffer.from(part)));
    delivered.push({ kind, bytes });
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const source = { format: kind === 'csv' ? 'csv' : 'xml', contentHash } as const;
    const imported = await office.useCases.importBankMessage({
      actor: reconciler,
      contentHash,
      open: () => read([bytes], { ...source, ...(code === undefined ? {} : { bank: code }) }),
    });
    if (!imported.ok) throw new Error(imported.error.kind);
  });

  async function dayEnds(): Promise<void> {
    await bank.endOfDay();
    const today = calendarDate(clock.today());
    clock.move(plusDays(today, 1));
    await bank.clockMoved(today, calendarDate(clock.today()));
  }

  async function states(runId: string) {
    const list = createListRunPayments({ table: office.stored });
    const page = await list(runId);
    return (page?.items ?? []).map(({ state, reason }) =>
      reason === undefined ? state : `${state} ${reason}`,
    );
  }

  return { office, bank, delivered, dayEnds, states };
}

/** The account ends in what the bank does with it (local/bank/README.md). */
const payeeAt = (bank: string, ending: string) => ({
  account: { holder: '周军宝', bank, number: `9908605100${ending}` },
});

describe.each([
  ['as the project ships it', shippedBank('DEMRCNSH')],
  ['in UTF-8 with titles and quotation marks', titledBank()],
])('a bank of columns, %s', (_, profile) => {
  test('takes its file, answers in its own columns, and settles by its statement', async () => {
    const { office, bank, delivered, dayEnds, states } = await anOfficeAt(profile);
    office.awards.add(0, payeeAt(profile.bank, '12345678'));
    office.awards.add(1, payeeAt('DEMOCNSH', '00009904'));
    office.awards.add(2, payeeAt(profile.bank, '00008801'));
    await office.fund();
    const runId = await office.sentRun();
    expect(await states(runId)).toEqual(['sent', 'sent', 'sent']);
    await bank.deliverPending();
    expect(delivered.map(({ kind }) => kind)).toEqual(['csv']);
    expect(await states(runId)).toEqual(['accepted', 'rejected AC04', 'accepted']);
    for (let day = 0; day < 5; day += 1) await dayEnds();
    expect(await states(runId)).toEqual(['settled', 'rejected AC04', 'returned AC01']);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect((await office.useCases.listExceptions()).items).toEqual([]);
    await expectSound(office, runId);
  });

  test('that went silent is asked after, and never pays twice', async () => {
    const { office, bank, dayEnds, states } = await anOfficeAt(profile, {
      seed: 3,
      timeoutUnpaid: 0.5,
      timeoutPaid: 0.3,
    });
    for (let n = 0; n < 6; n += 1) office.awards.add(n, payeeAt(profile.bank, `1234560${String(n)}`));
    await office.fund();
    const runId = await office.sentRun();
    for (let day = 0; day < 4; day += 1) {
      await office.steps.sendFiles({ runId });
      await bank.deliverPending();
      await dayEnds();
    }
    expect(await states(runId)).toEqual(Array<string>(6).fill('settled'));
    expect((await bank.truth()).every(({ times }) => times === 1)).toBe(true);
    await expectSound(office, runId);
  });
});

test('a bank that lists only what it refuses has accepted the others', async () => {
  const shipped = shippedBank('DEMRCNSH');
  const { csv } = shipped.answers;
  if (!csv) throw new Error('no columns');
  const statuses = { '1': 'rejected' } as const;
  const answers = { absentMeansAccepted: true, csv: { ...csv, statuses } };
  const { office, bank, delivered, states } = await anOfficeAt({ ...shipped, answers });
  office.awards.add(0, payeeAt(shipped.bank, '12345678'));
  office.awards.add(1, payeeAt(shipped.bank, '00009901'));
  await office.fund();
  const runId = await office.sentRun();
  await bank.deliverPending();
  expect(await states(runId)).toEqual(['accepted', 'rejected AC01']);
  expect(delivered[0]?.bytes.toString('latin1').split('\r\n')).toHaveLength(4);
});

test('a file in columns that the bank does not know is refused, and nothing is paid', async () => {
  const shipped = shippedBank('DEMRCNSH');
  const { bank } = await anOfficeAt(shipped);
  const lines = async function* () {
    yield Buffer.from('DF01|M-1|9000000001|20080620|1|3.00\r\n');
    yield Buffer.from('1|99|A|3.00|CNY|DEMRCNSH|R|E-1\r\nEND|1|4.00\r\n');
  };
  const inColumns = { bank: shipped.bank, messageId: 'M-1' };
  expect(await bank.submit(lines(), inColumns)).toMatchObject({ kind: 'refused', reason: 'FF01' });
  expect(await bank.submit(lines(), { ...inColumns, bank: 'NOBANK' })).toMatchObject({ kind: 'refused' });
  expect(await bank.truth()).toEqual([]);
});

function titledBank(): BankProfile {
  const dialect = {
    encoding: 'utf-8',
    separator: ',',
    quotes: 'always',
    amounts: 'fen',
    dates: 'YYYY-MM-DD',
  };
  return bankProfileSchema.parse({
    bank: 'TITLEDCN',
    files: {
      formats: [
        {
          format: 'csv',
          ...dialect,
          lineEnd: 'lf',
          header: [{ field: 'debtorAccount' }, { field: 'count' }, { field: 'total' }],
          columns: [
            { field: 'endToEndId', title: '编号' },
            { field: 'name', title: '户名' },
            { field: 'account', title: '账号' },
            { field: 'bank', title: '开户行' },
            { field: 'amount', title: '金额' },
          ],
        },
      ],
      mostPayments: 100,
    },
    answers: {
      csv: {
        ...dialect,
        columns: [
          { field: 'endToEndId', title: '编号' },
          { field: 'amount', title: '金额' },
          { field: 'status', title: '结果' },
          { field: 'reason', title: '原因码' },
          { field: 'reasonText', title: '原因' },
          { field: 'date', title: '日期' },
        ],
        trailer: [
          { field: 'originalMessageId' },
          {},
          { field: 'count' },
          { field: 'total' },
          { field: 'account' },
        ],
        statuses: { 成功: 'accepted', 失败: 'rejected' },
        reasons: { 销户: 'AC04', 无此户: 'AC01' },
      },
    },
  });
}
