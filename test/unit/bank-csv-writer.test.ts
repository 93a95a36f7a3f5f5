import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { PaymentFileMismatch } from '../../functions/adapters/bank/checked-payments.ts';
import { cellsOf } from '../../functions/adapters/bank/csv/csv-rows.ts';
import { encodeGb18030 } from '../../functions/adapters/bank/csv/gb18030.ts';
import { readPaymentCsv } from '../../functions/adapters/bank/csv/read-payment-csv.ts';
import { writePaymentCsv } from '../../functions/adapters/bank/csv/write-payment-csv.ts';
import { csvCarries, type CsvFormat, csvFormatSchema } from '../../functions/contracts/bank/csv-file.ts';
import { payeeFits } from '../../functions/contracts/bank/payee-fits.ts';
import type { CreditTransfer, PaymentFile } from '../../functions/contracts/bank/payment-file.ts';
import { UnwritablePayment } from '../../functions/contracts/bank/unwritable-payment.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { aPayment, aPaymentBatch, aPaymentFile, collect } from '../builders/bank-messages.ts';
import { shippedBank } from '../builders/demo-bank.ts';

function csvOf(bank: string): CsvFormat {
  const found = shippedBank(bank).files.formats.find(({ format }) => format === 'csv');
  if (found?.format !== 'csv') throw new Error(`${bank} has no columns`);
  return found;
}

const spreadsheet = csvOf('DEMOCNSH');
const rural = csvOf('DEMRCNSH');

const golden = (name: string): string => join(import.meta.dirname, `../golden/bank/${name}`);

async function written(file: PaymentFile, format: CsvFormat): Promise<Buffer> {
  return Buffer.concat(await collect(writePaymentCsv(file, format)));
}

const payee = (name: string, account = '62220001', bankId = 'DEMOCNSH') => ({ name, account, bankId });

const payments = [
  aPayment(),
  aPayment({
    endToEndId: 'RR08H1-000000000002-0',
    amountFen: fen(1),
    creditor: payee('𠮷野·𪚥𬺰 𱍐（买买提）', '62220001', '102100099996'),
  }),
  aPayment({
    endToEndId: 'RR08H1-000000000003-1',
    amountFen: fen(1_234_567_890),
    creditor: payee('钱镕', '62220002', 'RCC0001'),
  }),
];

describe('a file of columns', () => {
  test.each([
    ['DEMOCNSH.csv', spreadsheet, [...payments, aPayment({ endToEndId: 'Q', creditor: payee('阿"卜,杜') })]],
    ['DEMRCNSH.csv', rural, payments],
  ] as const)('%s is these bytes', async (name, format, of) => {
    const bytes = await written(aPaymentFile(of), format);
    expect(bytes).toEqual(readFileSync(golden(name)));
  });

  test('is read by others as it was written', async () => {
    const bytes = await written(aPaymentFile(payments), rural);
    const rows = parse(new TextDecoder('gb18030', { fatal: true }).decode(bytes), {
      delimiter: '|',
      quote: null,
      relax_column_count: true,
    });
    expect(rows[0]).toEqual(['DF01', 'RUN-2008-H1-01', '3206020000000001', '20080630', '3', '12345978.91']);
    expect(rows.at(-1)).toEqual(['END', '3', '12345978.91']);
    expect(rows.slice(1, -1).map((row) => [row[2], row[3], row[7]])).toEqual([
      ['周军宝', '300.00', 'RR08H1-000000000001-0'],
      ['𠮷野·𪚥𬺰 𱍐（买买提）', '0.01', 'RR08H1-000000000002-0'],
      ['钱镕', '12345678.90', 'RR08H1-000000000003-1'],
    ]);
  });

  test('is written as it is read: never whole', async () => {
    let taken = 0;
    function* many(): Generator<CreditTransfer> {
      for (; taken < 5_000; taken += 1) yield aPayment({ endToEndId: `E${String(taken)}` });
    }
    const file = aPaymentFile([], { payments: many(), count: 5_000, totalFen: fen(5_000 * 30_000) });
    const chunks = writePaymentCsv(file, rural);
    await chunks.next();
    expect(taken).toBeLessThan(1_000);
    await chunks.return(undefined);
  });

  test.each([
    ['one fewer', { payments: payments.slice(0, 2) }],
    ['another total', { totalFen: fen(1) }],
  ])('%s than announced: no trailer', async (_, difference) => {
    const file = aPaymentFile(payments, { count: 3, totalFen: fen(1_234_597_891), ...difference });
    const chunks: Buffer[] = [];
    const writing = async (): Promise<void> => {
      for await (const chunk of writePaymentCsv(file, rural)) chunks.push(chunk);
    };
    await expect(writing()).rejects.toBeInstanceOf(PaymentFileMismatch);
    expect(Buffer.concat(chunks).includes('END')).toBe(false);
  });

  test('that names one payer cannot have two', async () => {
    const batches = [aPaymentBatch(payments), aPaymentBatch(payments)];
    await expect(written(aPaymentFile([], { batches }), rural)).rejects.toThrow('one debtor');
    const { header: _header, ...rest } = rural;
    const columns = [...rest.columns, { field: 'debtorAccount' } as const];
    const format = { ...rest, columns, trailer: undefined };
    const bytes = await written(aPaymentFile([], { batches }), format as unknown as CsvFormat);
    expect(bytes.toString('latin1').match(/3206020000000001/g)).toHaveLength(6);
  });
});

describe('what columns cannot carry is refused, never changed', () => {
  const quoteless: CsvFormat = { ...spreadsheet, quotes: 'never' };

  test.each<[string, CsvFormat, string, boolean]>([
    ['a formula', spreadsheet, '=1+1', false],
    ['a formula by its sign', spreadsheet, '-王', false],
    ['a formula in full width', spreadsheet, '＝ＳＵＭ', false],
    ['a mention', spreadsheet, '@买买提', false],
    ['a formula later in the text', spreadsheet, '王=1', true],
    ['a separator, in quotation marks', spreadsheet, '王,五', true],
    ['a separator where the bank knows no quotation marks', quoteless, '王,五', false],
    ['a quotation mark where the bank knows none', quoteless, '王"五', false],
    ['another bank’s separator', quoteless, '王|五', true],
    ['a byte order mark', spreadsheet, '\uFEFF王', false],
    ['a private character that GB18030 writes as another', rural, '王\uE81E', false],
    ['a private character that it has', rural, '王\uE001', true],
    ['the same in UTF-8', spreadsheet, '王\uE81E', true],
  ])('%s', async (_, format, name, carried) => {
    expect(csvCarries(format, name)).toBe(carried);
    expect(payeeFits(format, payee(name), 'DEMOCNSH')).toBe(carried);
    const writing = written(aPaymentFile([aPayment({ creditor: payee(name) })]), format);
    if (carried) expect((await writing).length).toBeGreaterThan(0);
    else await expect(writing).rejects.toBeInstanceOf(UnwritablePayment);
  });

  test('a payee at another bank, where the columns do not say which', async () => {
    const columns = rural.columns.filter((column) => !('field' in column && column.field === 'bank'));
    const own: CsvFormat = { ...rural, columns };
    expect(payeeFits(own, payee('王五', '1', 'DEMOCNSH'), 'DEMOCNSH')).toBe(true);
    expect(payeeFits(own, payee('王五', '1', 'OTHRCNSH'), 'DEMOCNSH')).toBe(false);
    const elsewhere = aPaymentFile([aPayment({ creditor: payee('王五', '1', 'OTHRCNSH') })]);
    await expect(written(elsewhere, own)).rejects.toThrow('payment 1 cannot be written: creditor');
  });

  test('a text of the payer’s', async () => {
    const remitted = aPaymentFile([aPayment(), aPayment({ endToEndId: 'E-2', remittance: '补助|一季度' })]);
    await expect(written(remitted, rural)).rejects.toThrow('payment 2 cannot be written: column 7');
  });

  // The whole of Unicode: read back as it was, and the bytes of a library that does nothing else.
  test('GB18030 has every character but nineteen of the private use area', () => {
    const decoder = new TextDecoder('gb18030', { fatal: true });
    const [quote, separator] = [0x22, 0x7c];
    const lost: number[] = [];
    for (let from = 0; from <= 0x10_ffff; from += 1_024) {
      const points = Array.from({ length: 1_024 }, (_, at) => from + at).filter(
        (point) => (point < 0xd800 || point > 0xdfff) && point !== 0xfeff,
      );
      const carried = points.filter((point) => csvCarries(rural, `王${String.fromCodePoint(point)}`));
      lost.push(
        ...points.filter((point) => point !== quote && point !== separator && !carried.includes(point)),
      );
      const text = String.fromCodePoint(...carried);
      const bytes = encodeGb18030(text);
      expect(bytes.equals(iconv.encode(text, 'gb18030'))).toBe(true);
      expect(decoder.decode(bytes)).toBe(text);
    }
    expect(lost).toHaveLength(19);
    for (const point of lost) {
      const text = String.fromCodePoint(point);
      expect(decoder.decode(iconv.encode(text, 'gb18030'))).not.toBe(text);
      expect(() => encodeGb18030(text)).toThrow(RangeError);
    }
  });
});

test('what is written is what the bank reads', async () => {
  const character = fc.constantFrom(...Array.from('惠民张三|,"\';!^ ·𠮷𪚥Az09=+-@'));
  const text = fc.string({ unit: character, minLength: 1, maxLength: 30 });
  const formats = fc.record({
    encoding: fc.constantFrom('utf-8' as const, 'gb18030' as const),
    separator: fc.constantFrom(',', ';', '|', '\t', '!', '^'),
    quotes: fc.constantFrom('needed' as const, 'always' as const, 'never' as const),
    amounts: fc.constantFrom('yuan' as const, 'fen' as const),
    dates: fc.constantFrom('YYYY-MM-DD' as const, 'YYYYMMDD' as const),
    lineEnd: fc.constantFrom('crlf' as const, 'lf' as const),
    titled: fc.boolean(),
    aboutFirst: fc.boolean(),
    order: fc.shuffledSubarray(['number', 'endToEndId', 'name', 'account', 'amount', 'bank', 'remittance'], {
      minLength: 7,
    }),
  });
  const payment = fc.record({
    amountFen: fc.integer({ min: 1, max: 99_999_999_999 }).map(fen),
    name: text,
    remittance: text,
  });
  await fc.assert(
    fc.asyncProperty(formats, fc.array(payment, { minLength: 1, maxLength: 9 }), async (drawn, list) => {
      const { titled, aboutFirst, order, ...dialect } = drawn;
      const about = ['messageId', 'count', 'total', 'debtorAccount', 'executionDate'].map((field) => ({
        field,
      }));
      const format = csvFormatSchema.parse({
        format: 'csv',
        ...dialect,
        columns: order.map((field) => ({ field, ...(titled && { title: `栏${field}` }) })),
        ...(aboutFirst ? { header: about } : { trailer: [{ text: '合计' }, ...about] }),
      });
      const transfers = list.map(({ amountFen, name, remittance }, at): CreditTransfer => ({
        endToEndId: `E-${String(at)}`,
        amountFen,
        remittance,
        creditor: payee(name),
      }));
      const file = aPaymentFile(transfers);
      const carried = transfers.every(
        ({ creditor, remittance = '' }) =>
          payeeFits(format, creditor, 'DEMOCNSH') &&
          csvCarries(format, remittance) &&
          remittance.trim() !== '',
      );
      if (!carried) {
        await expect(written(file, format)).rejects.toBeInstanceOf(UnwritablePayment);
        return;
      }
      const assumed = { messageId: 'M', debtorAccount: '1', executionDate: '2008-01-01' };
      const given = (aboutFirst ? {} : assumed) as Parameters<typeof readPaymentCsv>[2];
      const read = await collect(readPaymentCsv([await written(file, format)], format, given));
      expect(read.slice(1)).toMatchObject(
        transfers.map(({ endToEndId, amountFen, creditor, remittance }) => ({
          endToEndId,
          amountFen,
          remittance,
          name: creditor.name,
          account: creditor.account,
          bankId: creditor.bankId,
        })),
      );
    }),
    { numRuns: 150 },
  );
});

test('a line is split as a parser of whole files splits it', () => {
  const line = fc.string({ unit: fc.constantFrom(...Array.from('a"",,惠 ')), maxLength: 14 });
  fc.assert(
    fc.property(line, (text) => {
      let expected: string[] | undefined;
      try {
        expected = parse(text, { relax_column_count: true })[0] ?? [''];
      } catch {
        expected = undefined;
      }
      expect(cellsOf(text, { separator: ',', quotes: 'needed' })).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});

describe('a file of columns is taken whole or not at all', () => {
  const assumed = {};
  async function refusal(bytes: Buffer | string): Promise<unknown> {
    return collect(readPaymentCsv([Buffer.from(bytes)], rural, assumed)).then(
      () => 'read',
      (error: unknown) => (error as { code?: string }).code,
    );
  }
  const plain = aPaymentFile([aPayment(), aPayment({ endToEndId: 'E-2', amountFen: fen(5) })]);
  const textOf = async (): Promise<string> => (await written(plain, rural)).toString('latin1');
  const changed = async (from: string | RegExp, to: string): Promise<unknown> => {
    const text = await textOf();
    const after = text.replace(from, to);
    expect(after).not.toBe(text);
    return refusal(Buffer.from(after, 'latin1'));
  };

  test('as it was written', async () => {
    expect(await refusal(await written(plain, rural))).toBe('read');
  });

  test('wherever it is cut', async () => {
    const bytes = await written(plain, rural);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(await refusal(bytes.subarray(0, length))).toMatch(
        /empty|truncated|not-columns|missing-identification|does-not-add-up|not-gb18030/,
      );
    }
  });

  test.each<[string, string | RegExp, string, string]>([
    ['a line left out', /1\|9908.*\r\n/, '', 'does-not-add-up'],
    ['a line twice', /(1\|9908.*\r\n)/, '$1$1', 'does-not-add-up'],
    ['another amount', '|0.05|', '|0.06|', 'does-not-add-up'],
    ['another count', 'END|2|', 'END|3|', 'does-not-add-up'],
    ['another total', 'END|2|300.05', 'END|2|300.06', 'does-not-add-up'],
    ['an amount that is none', '|0.05|', '|0,05|', 'missing-identification'],
    ['a column more', '|0.05|', '|0.05||', 'not-columns'],
    ['another header', 'DF01', 'DF02', 'not-columns'],
    ['a stray byte', '0.05', '0.\xff5', 'not-gb18030'],
    ['no id', '|E-2', '|', 'missing-identification'],
    ['a date that is none', '20080630', '20080631', 'missing-identification'],
  ])('%s', async (_, from, to, code) => {
    expect(await changed(from, to)).toBe(code);
  });

  test('more than it may be', async () => {
    const bytes = await written(plain, rural);
    const reading = (limits: object) => collect(readPaymentCsv([bytes], rural, {}, limits));
    await expect(reading({ bytes: 100 })).rejects.toMatchObject({ code: 'too-large' });
    await expect(reading({ line: 20 })).rejects.toMatchObject({ code: 'too-long' });
  });
});

describe('a profile of columns that could not be used is refused', () => {
  const { format: _format, ...members } = rural;
  const problems = (changes: object): string[] => {
    const parsed = csvFormatSchema.safeParse({ format: 'csv', ...members, ...changes });
    return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
  };

  test.each<[string, object, string]>([
    [
      'no amount',
      {
        columns: rural.columns.map((one) => ('field' in one && one.field === 'amount' ? { text: 'x' } : one)),
      },
      'needs amount, once',
    ],
    ['an id twice', { columns: [...rural.columns, { field: 'endToEndId' }] }, 'needs endToEndId, once'],
    [
      'no total',
      { header: [{ text: 'H' }], trailer: [{ field: 'count' }] },
      'neither header nor trailer says total',
    ],
    [
      'some titles',
      { columns: [{ ...rural.columns[0], title: '序号' }, ...rural.columns.slice(1)] },
      'some have a title and some have none',
    ],
    ['a mark of UTF-8', { byteOrderMark: true }, 'is for UTF-8'],
  ])('%s', (_, changes, message) => {
    expect(problems(changes)).toEqual([message]);
  });

  test('and the shipped one is none of them', () => {
    expect(problems({})).toEqual([]);
  });
});
