import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPain001 } from '../../functions/adapters/bank/iso20022/read-pain001.ts';
import { PaymentFileMismatch } from '../../functions/adapters/bank/checked-payments.ts';
import { writePain001 } from '../../functions/adapters/bank/iso20022/write-pain001.ts';
import type { Pain001Version } from '../../functions/contracts/bank/bank-profile.ts';
import type {
  CreditTransfer,
  PaymentBatch,
  PaymentFile,
} from '../../functions/contracts/bank/payment-file.ts';
import { UnwritablePayment } from '../../functions/contracts/bank/unwritable-payment.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { aPayment, aPaymentBatch, aPaymentFile, collect, goldenBankFile } from '../builders/bank-messages.ts';
import { schemaErrors } from '../builders/xsd.ts';

const payments = [
  aPayment(),
  aPayment({
    endToEndId: 'RR08H1-000000000002-0',
    amountFen: fen(1),
    creditor: { name: `欧阳·买买提 <"O'Neil" & 子> 𠮷`, account: '62220001', bankId: '102100099996' },
  }),
  aPayment({
    endToEndId: 'RR08H1-000000000003-1',
    amountFen: fen(1_234_567_890),
    creditor: { name: '钱七', account: '62220002', bankId: 'RCC0001' },
  }),
];

/** Extensions B to H of the unified ideographs, a variation selector, minority scripts, combining marks. */
const oddNames = [
  '𠮷野家𡈽',
  '𪚥𪜀𫝀𫠠',
  '𬺰𮯰𰻞𱍐𲎯',
  '葛\u{E0100}城',
  '阿卜杜拉·买买提',
  'ئابدۇللا مەمەت',
  'བསྟན་འཛིན་རྒྱ་མཚོ་',
  'ᠪᠣᠷᠵᠢᠭᠢᠨ',
  'é\u0301\u0327 ñ ß İ',
  '，。「」＝１',
  '=1+1',
];

const longest: CreditTransfer = {
  endToEndId: 'E'.repeat(35),
  amountFen: fen(999_999_999_999),
  creditor: { name: '名'.repeat(140), account: '9'.repeat(34), bankId: '9'.repeat(35) },
  remittance: '惠'.repeat(140),
};

function totalOf(batches: readonly PaymentBatch[]): number {
  return batches.reduce((sum, { totalFen }) => sum + totalFen, 0);
}

async function written(file: PaymentFile, version?: Pain001Version): Promise<string> {
  return (await collect(writePain001(file, version))).join('');
}

describe('a pain.001', () => {
  test('is this file', async () => {
    expect(await written(aPaymentFile(payments))).toBe(goldenBankFile('pain.001.001.09.xml'));
  });

  test.each<Pain001Version>(['09', '10', '12'])('version %s is what its schema asks for', async (version) => {
    const text = await written(aPaymentFile(payments), version);
    expect(text).toContain(`urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}"`);
    expect(await schemaErrors(`pain.001.001.${version}`, text)).toEqual([]);
  });

  test.each<Pain001Version>(['09', '10', '12'])(
    'version %s carries the oddest names, the longest of everything, and many debtor accounts',
    async (version) => {
      const batches = Array.from({ length: 60 }, (_, at) => {
        const odd = oddNames.map((name, n) =>
          aPayment({ endToEndId: `B${String(at)}-${String(n)}`, creditor: { ...longest.creditor, name } }),
        );
        return aPaymentBatch(
          [...odd, { ...longest, endToEndId: `${String(at).padStart(2, '0')}${'E'.repeat(33)}` }],
          {
            paymentInformationId: `${'P'.repeat(33)}${String(at).padStart(2, '0')}`,
            debtor: { name: '财'.repeat(140), account: `3206${String(at)}`, bankId: 'DEMOCNSHXXX' },
          },
        );
      });
      const file = aPaymentFile([], {
        messageId: 'M'.repeat(35),
        initiatingParty: '局'.repeat(140),
        batches,
      });
      const text = await written(file, version);
      expect(await schemaErrors(`pain.001.001.${version}`, text)).toEqual([]);
      expect(text.match(/<PmtInf>/g)).toHaveLength(60);
      for (const name of oddNames) expect(text).toContain(`<Nm>${name}</Nm>`);
      const [header, ...read] = await collect(readPain001([text]));
      expect(header).toMatchObject({ count: read.length, totalFen: totalOf(batches) });
      const accounts = new Set(read.map((one) => one.kind === 'payment' && one.debtorAccount));
      expect(accounts.size).toBe(60);
    },
  );

  test('has the same bytes each time, however its payments come', async () => {
    async function* slowly(): AsyncGenerator<CreditTransfer> {
      for (const payment of payments) {
        await new Promise((resolve) => setImmediate(resolve));
        yield payment;
      }
    }
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const slow = await written(aPaymentFile(payments, { payments: slowly() }));
    expect(hash(slow)).toBe(hash(await written(aPaymentFile(payments))));
  });

  test('is written as it is read: never whole', async () => {
    let taken = 0;
    function* many(): Generator<CreditTransfer> {
      for (; taken < 5_000; taken += 1) yield aPayment({ endToEndId: `E${String(taken)}` });
    }
    const file = aPaymentFile([], { payments: many(), count: 5_000, totalFen: fen(5_000 * 30_000) });
    const chunks = writePain001(file);
    await chunks.next();
    expect(taken).toBeLessThan(300);
    await chunks.return(undefined);
  });
});

describe('count and total are checked against what was streamed', () => {
  test.each<[string, Partial<PaymentBatch>]>([
    ['one fewer', { payments: payments.slice(0, 2) }],
    ['one more', { payments: [...payments, aPayment({ endToEndId: 'E-4' })] }],
    ['another amount', { payments: [aPayment({ amountFen: fen(30_001) }), ...payments.slice(1)] }],
    ['another count', { count: 4 }],
    ['another total', { totalFen: fen(1_234_597_890) }],
  ])('%s: no end of the file', async (_, difference) => {
    const announced = aPaymentFile(payments, { count: 3, totalFen: fen(1_234_597_891), ...difference });
    const chunks: string[] = [];
    const writing = async (): Promise<void> => {
      for await (const chunk of writePain001(announced)) chunks.push(chunk);
    };
    await expect(writing()).rejects.toBeInstanceOf(PaymentFileMismatch);
    expect(chunks.join('')).not.toContain('</Document>');
  });
});

describe('what the format cannot carry is refused', () => {
  test.each<[string, Partial<CreditTransfer>]>([
    ['an id of 36 characters', { endToEndId: 'E'.repeat(36) }],
    ['no id', { endToEndId: '' }],
    ['an id in Chinese', { endToEndId: '付款1' }],
    ['an id with a space', { endToEndId: 'E 1' }],
    ['an id that begins with a slash', { endToEndId: '/E1' }],
    ['an id with two slashes', { endToEndId: 'E//1' }],
    ['nothing to pay', { amountFen: fen(0) }],
    ['less than nothing', { amountFen: fen(-1) }],
    ['part of a fen', { amountFen: 0.5 as never }],
    ['a control character', { creditor: { name: '张\u0007三', account: '1', bankId: 'DEMOCNSH' } }],
    ['a line end in a name', { creditor: { name: '张\n三', account: '1', bankId: 'DEMOCNSH' } }],
    ['half a character', { creditor: { name: '张\uD842', account: '1', bankId: 'DEMOCNSH' } }],
    ['a blank name', { creditor: { name: ' ', account: '1', bankId: 'DEMOCNSH' } }],
    ['no account', { creditor: { name: '张三', account: '', bankId: 'DEMOCNSH' } }],
    ['a bank that is none', { creditor: { name: '张三', account: '1', bankId: '农商行' } }],
    ['a remittance of 141 characters', { remittance: '惠'.repeat(141) }],
  ])('%s', async (_, change) => {
    const file = aPaymentFile([aPayment()], { payments: [aPayment(change)] });
    await expect(written(file)).rejects.toBeInstanceOf(UnwritablePayment);
  });

  test('and the error names the payment by its place, and no person', async () => {
    const name = '张\u0007三';
    const file = aPaymentFile([
      aPayment(),
      aPayment({ creditor: { name, account: '1', bankId: 'DEMOCNSH' } }),
    ]);
    await expect(written(file)).rejects.toThrow('payment 2 cannot be written: creditor.name');
  });

  test.each<[string, Partial<PaymentFile & PaymentBatch>]>([
    ['a message id of 36 characters', { messageId: 'M'.repeat(36) }],
    ['a creation time that is none', { createdAt: 'today' }],
    ['no payments', { payments: [], count: 0, totalFen: fen(0) }],
  ])('%s', async (_, change) => {
    await expect(written(aPaymentFile(payments, change))).rejects.toBeInstanceOf(UnwritablePayment);
  });
});

test('what is written is what a bank reads', async () => {
  const character = fc.constantFrom(...Array.from('惠民张三<>&"\' ·𠮷Az09'));
  const name = fc
    .string({ unit: character, minLength: 1, maxLength: 60 })
    .filter((text) => text.trim() !== '');
  const arbitrary = fc.record({
    amountFen: fc.integer({ min: 1, max: 99_999_999_999 }).map(fen),
    creditor: fc.record({
      name,
      account: fc.stringMatching(/^[0-9]{1,30}$/),
      bankId: fc.constantFrom('DEMOCNSH', 'DEMOCNSHXXX', '102100099996', 'RCC1'),
    }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(arbitrary, { minLength: 1, maxLength: 20 }), async (drawn) => {
      const file = aPaymentFile(
        drawn.map((payment, index) => ({ ...payment, endToEndId: `E-${String(index)}` })),
      );
      const [header, ...read] = await collect(readPain001([await written(file)]));
      expect(header).toEqual({
        kind: 'file',
        messageId: file.messageId,
        count: drawn.length,
        totalFen: drawn.reduce((sum, { amountFen }) => sum + amountFen, 0),
      });
      expect(read).toEqual(
        drawn.map(({ amountFen, creditor }, index) => ({
          kind: 'payment',
          endToEndId: `E-${String(index)}`,
          amountFen,
          account: creditor.account,
          bankId: creditor.bankId,
          paymentInformationId: file.messageId,
          debtorAccount: '3206020000000001',
          executionDate: '2008-06-30',
        })),
      );
    }),
    { numRuns: 50 },
  );
});
