import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeGb18030 } from '../../functions/adapters/bank/csv/gb18030.ts';
import {
  readResultCsv,
  type ReadResultCsvOptions,
} from '../../functions/adapters/bank/csv/read-result-csv.ts';
import { bankProfileSchema } from '../../functions/contracts/bank/bank-profile.ts';
import { type BankRecord, bankRecordSchema } from '../../functions/contracts/bank/bank-record.ts';
import { type CsvResults, csvResultsSchema } from '../../functions/contracts/bank/csv-results.ts';
import { collect } from '../builders/bank-messages.ts';
import { shippedBank } from '../builders/demo-bank.ts';

const rural = shippedBank('DEMRCNSH').answers.csv!;
const goldenFile = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, `../golden/bank/${name}`));
const golden = new TextDecoder('gb18030').decode(goldenFile('DEMRCNSH-results.csv'));

async function recordsOf(
  content: string | Buffer | readonly Uint8Array[],
  profile: CsvResults = rural,
  options: Partial<ReadResultCsvOptions> = {},
): Promise<BankRecord[]> {
  const bytes =
    typeof content === 'string' ? [encodeGb18030(content)] : Buffer.isBuffer(content) ? [content] : content;
  const records = await collect(readResultCsv(bytes, profile, { messageId: 'CSV-1', ...options }));
  return JSON.parse(JSON.stringify(records)) as BankRecord[];
}

function change(from: string | RegExp, to: string): string {
  const changed = golden.replace(from, to);
  if (changed === golden) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
}

const problems = (records: readonly BankRecord[]): string[] =>
  records.flatMap((one) => (one.kind === 'problem' ? [`${one.problem} ${String(one.line)} ${one.at}`] : []));
const statuses = (records: readonly BankRecord[]): string[] =>
  records.flatMap((one) => (one.kind === 'payment-status' ? [`${one.endToEndId} ${one.status}`] : []));

describe('a bank’s results in columns', () => {
  const expected = goldenFile('DEMRCNSH-results.jsonl')
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

  test('are these records', async () => {
    const records = await recordsOf(goldenFile('DEMRCNSH-results.csv'));
    expect(records).toEqual(expected);
    for (const record of records) expect(bankRecordSchema.parse(record)).toEqual(record);
  });

  test('however the bytes come in', async () => {
    const bytes = goldenFile('DEMRCNSH-results.csv');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
        async (sizes) => {
          const chunks: Uint8Array[] = [];
          for (let from = 0, at = 0; from < bytes.length; at += 1) {
            const size = sizes[at % sizes.length] ?? 1;
            chunks.push(bytes.subarray(from, from + size));
            from += size;
          }
          expect(await recordsOf(chunks)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('with line feeds alone, and in UTF-8 with a byte order mark', async () => {
    expect(await recordsOf(golden.replaceAll('\r\n', '\n'))).toEqual(expected);
    const utf8: CsvResults = { ...rural, encoding: 'utf-8' };
    expect(await recordsOf(Buffer.from(`\uFEFF${golden}`), utf8)).toEqual(expected);
  });

  test('by which a bank that sends no statement says that it paid, and what came back', async () => {
    const profile = csvResultsSchema.parse({
      encoding: 'utf-8',
      separator: ',',
      quotes: 'needed',
      amounts: 'fen',
      dates: 'YYYY-MM-DD',
      header: [{ field: 'account' }, { field: 'date' }],
      columns: ['endToEndId', 'status', 'amount', 'reasonText', 'reference'].map((field) => ({
        field,
        title: `栏${field}`,
      })),
      statuses: { 成功: 'paid', 退汇: 'returned' },
    });
    const text =
      '3206020000000001,2008-07-01\n栏endToEndId,栏status,栏amount,栏reasonText,栏reference\n' +
      'E-1,成功,30000,,R1\nE-2,退汇,500,"户名不符,退回",R2\n';
    expect((await recordsOf(Buffer.from(text), profile)).slice(2, -1)).toEqual([
      { kind: 'statement', statementId: 'CSV', account: '3206020000000001' },
      {
        kind: 'line',
        statementId: 'CSV',
        entry: 1,
        detail: 0,
        line: 3,
        direction: 'debit',
        reversal: false,
        status: 'booked',
        amountFen: 30_000,
        bookedOn: '2008-07-01',
        endToEndId: 'E-1',
        bankReference: 'R1',
      },
      {
        kind: 'line',
        statementId: 'CSV',
        entry: 2,
        detail: 0,
        line: 4,
        direction: 'credit',
        reversal: false,
        status: 'booked',
        amountFen: 500,
        bookedOn: '2008-07-01',
        endToEndId: 'E-2',
        bankReference: 'R2',
        returned: { reason: { information: '户名不符,退回' } },
      },
    ]);
    const moved = text.replace('栏status,栏amount', '栏amount,栏status');
    await expect(recordsOf(Buffer.from(moved), profile)).rejects.toMatchObject({
      code: 'not-columns',
      line: 2,
    });
  });
});

describe('one odd line is a problem with its place, and the rest goes on', () => {
  test.each<[string, string | RegExp, string, string]>([
    ['a column too few', '|300.03|', '|', 'bad-row 5 row'],
    ['a column too many', '|300.03|', '|300.03||', 'bad-row 5 row'],
    ['no id', 'HMABCDEFGHIJKLMNOPQRSTUVWXY300', '', 'missing-end-to-end-id 5 endToEndId'],
    [
      'an id that is too long',
      'HMABCDEFGHIJKLMNOPQRSTUVWXY300',
      'X'.repeat(36),
      'bad-identifier 5 endToEndId',
    ],
    ['an amount that is none', '300.03', '三百', 'bad-amount 5 amount'],
    ['an amount with grouping', '300.03', '1,300.03', 'bad-amount 5 amount'],
    ['an amount below nothing', '300.03', '-300.03', 'bad-amount 5 amount'],
    ['a word that the profile does not know', '|300.03|1|', '|300.03|OK|', 'unknown-status 5 status'],
    ['no word', '|300.03|1|', '|300.03||', 'unknown-status 5 status'],
  ])('%s', async (_, from, to, problem) => {
    const records = await recordsOf(change(from, to));
    expect(problems(records).filter((one) => !one.startsWith('total-differs'))).toEqual([problem]);
    expect(statuses(records)).toHaveLength(5);
    expect(statuses(records).some((one) => one.startsWith('HMABCDEFGHIJKLMNOPQRSTUVWXY300'))).toBe(false);
  });

  test('a quotation mark that is never closed takes no other line with it', async () => {
    const quoted: CsvResults = { ...rural, quotes: 'needed' };
    const records = await recordsOf(change('|其他原因|', '|"其他原因|'), quoted);
    expect(problems(records)).toEqual(['bad-row 5 row']);
    expect(statuses(records)).toHaveLength(5);
  });

  test('another sum than the lines’ is told beside them', async () => {
    const records = await recordsOf(change('|6|1500.06', '|6|1500.07'));
    expect(problems(records)).toEqual(['total-differs 8 total']);
    expect(statuses(records)).toHaveLength(6);
  });
});

describe('what is not the bank’s file, or not all of it, is refused', () => {
  test.each<[string, () => string | Buffer, string]>([
    ['nothing', () => '', 'empty'],
    ['XML', () => '<Document/>\n', 'not-columns'],
    ['another bank’s header', () => change('DF02', 'DF03'), 'not-columns'],
    ['another trailer', () => change('END|6', '合计|6'), 'not-columns'],
    ['fewer lines than it says', () => change(/4\|HM.*\r\n/, ''), 'does-not-add-up'],
    ['a line twice', () => change(/(4\|HM.*\r\n)/, '$1$1'), 'does-not-add-up'],
    [
      'bytes that are no GB18030',
      () => Buffer.concat([goldenFile('DEMRCNSH-results.csv'), Buffer.from([0xff, 0x0a])]),
      'not-gb18030',
    ],
    [
      'cut within a character',
      () => goldenFile('DEMRCNSH-results.csv').subarray(0, golden.indexOf('账') + 1),
      'truncated',
    ],
    ['a line without end', () => `${golden}${'9'.repeat(70_000)}`, 'too-long'],
    ['nothing but odd lines', () => 'DF02|M|20080701|1|1.00\n' + 'x\n'.repeat(10_002), 'too-many'],
  ])('%s', async (_, content, code) => {
    await expect(recordsOf(content())).rejects.toMatchObject({ name: 'UnreadableBankMessage', code });
  });

  test('wherever it is cut', async () => {
    const bytes = goldenFile('DEMRCNSH-results.csv');
    for (let length = 0; length < bytes.length; length += 1) {
      await expect(recordsOf(bytes.subarray(0, length))).rejects.toMatchObject({
        name: 'UnreadableBankMessage',
      });
    }
  });

  test('more than it may be', async () => {
    await expect(recordsOf(golden, rural, { limits: { bytes: 100 } })).rejects.toMatchObject({
      code: 'too-large',
    });
  });
});

describe('a profile of results that could not be used is refused', () => {
  const { answers, ...rest } = shippedBank('DEMRCNSH');
  const problemsOf = (changes: object): string[] => {
    const parsed = bankProfileSchema.safeParse({ ...rest, answers: { csv: { ...answers.csv, ...changes } } });
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
  };

  test.each<[string, object, string]>([
    [
      'no amount to compare',
      { columns: [{ field: 'endToEndId' }, { field: 'status' }, {}] },
      'answers/csv/columns: needs amount, once',
    ],
    [
      'some titles',
      { columns: [...rural.columns, { title: '备注' }] },
      'answers/csv/columns: some have a title and some have none',
    ],
    [
      'a code that is none',
      { reasons: { '1001': 'wrong' } },
      'answers/csv/reasons/1001: Invalid string: must match pattern /^[A-Z0-9]{4}$/',
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });

  test('a list without a count cannot mean anything by absence', () => {
    const cut = {
      absentMeansAccepted: true,
      csv: { ...answers.csv, header: [{ text: 'DF02' }], trailer: [{}] },
    };
    const parsed = bankProfileSchema.safeParse({ ...rest, answers: cut });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['answers', 'csv']]);
    expect(
      bankProfileSchema.safeParse({ ...rest, answers: { ...answers, absentMeansAccepted: true } }).success,
    ).toBe(true);
  });

  test('and the shipped one is none of them', () => {
    expect(problemsOf({})).toEqual([]);
  });
});
