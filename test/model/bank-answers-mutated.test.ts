import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createBankMessageReader } from '../../functions/adapters/bank/bank-message-reader.ts';
import { encodeGb18030 } from '../../functions/adapters/bank/csv/gb18030.ts';
import { createListRunPayments } from '../../functions/app/payments/run-payments.ts';
import { UnreadableBankMessage } from '../../functions/contracts/bank/unreadable-bank-message.ts';
import { fen, formatYuan } from '../../functions/domain/money/fen.ts';
import { type CamtEntry, writeCamt053, writeCamt054 } from '../../local/bank/write-camt.ts';
import { writePain002 } from '../../local/bank/write-pain002.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { collect } from '../builders/bank-messages.ts';
import { shippedBank } from '../builders/demo-bank.ts';
import { type FinanceOffice, financeOffice, netOf, reconciler } from '../builders/finance-office.ts';

const read = createBankMessageReader(new Map([['DEMRCNSH', shippedBank('DEMRCNSH')]]), 'DEMRCNSH');

/** Few for `npm test`, more for `.ci/run`; the same each time, unless another seed is named. */
const histories = {
  seed: Number(process.env.HUIMIN_SEED ?? 2_008),
  numRuns: Math.ceil(Number(process.env.HUIMIN_RUNS ?? 36) / 12),
};

/** Five payments with the bank, no two of one amount, so that no wrong match can happen to be right. */
async function aSentRun() {
  const office = financeOffice({ chunkSize: 3 });
  for (let n = 0; n < 5; n += 1) office.awards.add(n, { amountFen: 10_000 * (n + 1) + n });
  await office.fund();
  const runId = await office.sentRun();
  return { office, runId, orders: office.bank.orders(), messageId: office.bank.sends[0]! };
}

type Sent = Awaited<ReturnType<typeof aSentRun>>;

const common = {
  createdAt: '2008-07-01T01:00:00.000Z',
  account: '9000000001',
  bankId: 'DEMOCNSH',
  sequence: 1,
};

function entriesOf({ orders, messageId }: Sent): CamtEntry[] {
  const debits = orders.map(({ endToEndId, amountFen }, at): CamtEntry => ({
    reference: `BK${String(at)}`,
    amountFen: fen(0 - amountFen),
    bookedOn: '2008-07-01',
    subfamily: 'DMCT',
    reversal: false,
    messageId,
    endToEndId,
  }));
  const [first] = orders;
  const back = { subfamily: 'RRTN', reversal: false, bookedOn: '2008-07-01', returnReason: 'AC04' };
  return [
    ...debits,
    { ...back, reference: 'RT0', amountFen: first!.amountFen, endToEndId: first!.endToEndId },
  ];
}

const kinds: Readonly<Record<string, (sent: Sent) => Promise<string>>> = {
  'camt.053': async (sent) => {
    const entries = entriesOf(sent);
    const moved = entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
    const day = {
      day: calendarDate('2008-07-01'),
      openingFen: fen(1_000_000),
      closingFen: fen(1_000_000 + moved),
    };
    return (await collect(writeCamt053({ ...common, messageId: 'S1', ...day, entries }))).join('');
  },
  'camt.054': async (sent) =>
    (await collect(writeCamt054({ ...common, messageId: 'N1', entries: entriesOf(sent) }))).join(''),
  'pain.002': async ({ orders, messageId }) =>
    (
      await collect(
        writePain002({
          messageId: 'P1',
          createdAt: common.createdAt,
          bankId: 'DEMOCNSH',
          originalMessageId: messageId,
          groupStatus: 'PART',
          payments: orders.map(({ endToEndId, amountFen }, at) => ({
            paymentInformationId: messageId,
            endToEndId,
            amountFen,
            status: at % 2 === 0 ? 'RJCT' : 'ACSP',
            ...(at % 2 === 0 ? { reason: 'AC04' } : {}),
          })),
        }),
      )
    ).join(''),
  csv: async ({ orders, messageId }) => {
    const total = orders.reduce((sum, { amountFen }) => sum + amountFen, 0);
    const rows = orders.map(({ endToEndId, amountFen }, at) =>
      [
        at + 1,
        endToEndId,
        formatYuan(amountFen),
        at % 2 === 0 ? '1' : '0',
        at % 2 === 0 ? '1002' : '',
        '',
        '',
      ].join('|'),
    );
    const header = `DF02|${messageId}|20080701|${String(orders.length)}|${formatYuan(fen(total))}`;
    return [header, ...rows, `END|${String(orders.length)}`, ''].join('\n');
  },
};

/** One change of a message's text, somewhere in it. */
type Mutation = (text: string, where: number, more: number) => string;

const pick = <T>(all: readonly T[], where: number): T | undefined => all[where % Math.max(all.length, 1)];

function cutAt(text: string, match: RegExpMatchArray | undefined, replacement: string): string {
  if (!match) return text;
  const { index = 0 } = match;
  return text.slice(0, index) + replacement + text.slice(index + match[0].length);
}

const partsOf = (text: string): RegExpMatchArray[] => [
  ...text.matchAll(/<(Ntry|TxInfAndSts)>[^]*?<\/\1>\n?|^(?!DF02|END)[^|\n]*\|.*\n/gm),
];
const valuesOf = (text: string): RegExpMatchArray[] => [...text.matchAll(/(?<=[>|])[^<>|\n]+(?=[<|\n])/g)];

const mutations: Readonly<Record<string, Mutation>> = {
  'another digit': (text, where, more) => {
    const digit = pick([...text.matchAll(/\d/g)], where);
    return cutAt(text, digit, String(more % 10));
  },
  'another letter of an id': (text, where, more) =>
    cutAt(
      text,
      pick([...text.matchAll(/(?<=HM[A-Z2-7]*)[A-Z2-7]/g)], where),
      'ABCDEFGH234567'[more % 14] ?? 'A',
    ),
  'an element or value left out': (text, where) =>
    cutAt(text, pick([...text.matchAll(/<(\w+)[^<>]*>[^<>]*<\/\1>|(?<=\|)[^|\n]+/g)], where), ''),
  'a whole part left out': (text, where) => cutAt(text, pick(partsOf(text), where), ''),
  'a whole part twice': (text, where) => {
    const part = pick(partsOf(text), where);
    return cutAt(text, part, (part?.[0] ?? '').repeat(2));
  },
  'two values changed about': (text, where, more) => {
    const [one, other] = [pick(valuesOf(text), where), pick(valuesOf(text), more)];
    if (!one || !other || one.index === other.index) return text;
    const [first, second] = (one.index ?? 0) < (other.index ?? 0) ? [one, other] : [other, one];
    return cutAt(cutAt(text, second, first[0]), first, second[0]);
  },
  'two parts changed about': (text, where, more) => {
    const [one, other] = [pick(partsOf(text), where), pick(partsOf(text), more)];
    if (!one || !other || one.index === other.index) return text;
    const [first, second] = (one.index ?? 0) < (other.index ?? 0) ? [one, other] : [other, one];
    return cutAt(cutAt(text, second, first[0]), first, second[0]);
  },
  'another direction': (text, where) => {
    const found = pick([...text.matchAll(/CRDT|DBIT/g)], where);
    return cutAt(text, found, found?.[0] === 'CRDT' ? 'DBIT' : 'CRDT');
  },
  'another status': (text, where, more) =>
    cutAt(
      text,
      pick([...text.matchAll(/BOOK|RJCT|ACSP|PART|(?<=\|)[01](?=\|)/g)], where),
      ['PDNG', 'INFO', 'BOOK', 'RJCT', 'ACSP', '1', '0', ''][more % 8] ?? '',
    ),
  'cut off': (text, where) => text.slice(0, where % text.length),
  'a byte that is none': (text, where) =>
    `${text.slice(0, where % text.length)}\u0001${text.slice(where % text.length)}`,
};

interface Saying {
  readonly id: string;
  readonly fen: number | undefined;
  readonly says: 'paid' | 'back' | 'rejected' | 'other';
}

const amountIn = (yuan: string | undefined): number | undefined =>
  yuan === undefined || !/^\d+(\.\d{1,2})?$/.test(yuan) ? undefined : Math.round(Number(yuan) * 100);

/** What the text says, read by other means than ours: where it says something of a payment, of how much, and what. */
function sayingsOf(text: string): Saying[] {
  return partsOf(text).map(([part]) => {
    const inside = (name: string): string | undefined =>
      new RegExp(`<${name}(?: [^<>]*)?>([^<>]*)</${name}>`).exec(part)?.[1];
    if (!part.startsWith('<')) {
      const [, id = '', yuan, status] = part.split('|');
      return { id, fen: amountIn(yuan), says: status === '1' ? 'rejected' : 'other' };
    }
    if (part.startsWith('<TxInfAndSts>')) {
      const says = inside('TxSts') === 'RJCT' ? 'rejected' : 'other';
      return { id: inside('OrgnlEndToEndId') ?? '', fen: amountIn(inside('InstdAmt')), says };
    }
    const details = /<TxDtls>[^]*<\/TxDtls>/.exec(part)?.[0] ?? part;
    const within = (name: string): string | undefined =>
      new RegExp(`<${name}(?: [^<>]*)?>([^<>]*)</${name}>`).exec(details)?.[1];
    const booked = part.includes('<Cd>BOOK</Cd>');
    const direction = within('CdtDbtInd') ?? inside('CdtDbtInd');
    const says = !booked ? 'other' : direction === 'DBIT' ? 'paid' : direction === 'CRDT' ? 'back' : 'other';
    return { id: within('EndToEndId') ?? '', fen: amountIn(within('Amt') ?? inside('Amt')), says };
  });
}

async function importing(office: FinanceOffice, text: string, format: 'xml' | 'csv') {
  const bytes = format === 'csv' ? encodeGb18030(text) : Buffer.from(text);
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  try {
    return await office.useCases.importBankMessage({
      actor: reconciler,
      contentHash,
      open: () => read([bytes], { format, contentHash }),
    });
  } catch (error) {
    if (error instanceof UnreadableBankMessage) return 'refused';
    throw error;
  }
}

/**
 * No payment is settled, returned or rejected but by a saying of its own id and its own amount, or rejected with its
 * whole file; the books agree.
 */
async function expectNoWrongMatch(
  { office, runId, orders }: Sent,
  text: string,
  cashBefore: number,
): Promise<void> {
  const says = sayingsOf(text);
  const has = (id: string, amountFen: number | undefined, ...what: Saying['says'][]): boolean =>
    says.some(
      (one) =>
        one.id.trim().toUpperCase() === id && what.includes(one.says) && (one.fen ?? amountFen) === amountFen,
    );
  const list = createListRunPayments({ table: office.stored });
  for (let cursor: string | undefined, more = true; more;) {
    const page = await list(runId, cursor);
    for (const { endToEndId, amountFen, state } of page?.items ?? []) {
      if (state === 'settled')
        expect([endToEndId, has(endToEndId, amountFen, 'paid')]).toEqual([endToEndId, true]);
      if (state === 'returned')
        expect([endToEndId, has(endToEndId, amountFen, 'back')]).toEqual([endToEndId, true]);
      if (state === 'rejected') {
        const withItsFile = text.includes('<GrpSts>RJCT<') && !has(endToEndId, amountFen, 'other');
        const isSaid = withItsFile || has(endToEndId, amountFen, 'rejected');
        expect([endToEndId, isSaid]).toEqual([endToEndId, true]);
      }
    }
    cursor = page?.cursor;
    more = cursor !== undefined;
  }
  const balance = await office.useCases.trialBalance({ recompute: true });
  expect(balance).toMatchObject({ balanced: true, differences: [] });
  // Whatever moved stands either on payments or in suspense: cash by what was booked, to the fen.
  const total = orders.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const held =
    (await netOf(office, 'A3')) +
    (await netOf(office, 'L4')) +
    (await netOf(office, 'L2')) +
    (await netOf(office, 'L3'));
  expect((await netOf(office, 'A1')) - cashBefore + held).toBe(-total);
}

describe.each(Object.keys(kinds))('%s', (kind) => {
  const format = kind === 'csv' ? 'csv' : 'xml';

  test('as it is, is matched to the fen', async () => {
    const sent = await aSentRun();
    const cash = await netOf(sent.office, 'A1');
    const text = await kinds[kind]!(sent);
    expect(await importing(sent.office, text, format)).toMatchObject({ ok: true, value: { exceptions: 0 } });
    await expectNoWrongMatch(sent, text, cash);
  });

  test.each(Object.keys(mutations))(
    'with %s, never makes a wrong match',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(), async (where, more) => {
          const sent = await aSentRun();
          const cash = await netOf(sent.office, 'A1');
          const text = mutations[name]!(await kinds[kind]!(sent), where, more);
          const result = await importing(sent.office, text, format);
          if (result === 'refused') {
            expect(await netOf(sent.office, 'A1')).toBe(cash);
            expect(await sent.office.head(sent.runId)).toMatchObject({ state: 'sent' });
          }
          await expectNoWrongMatch(sent, text, cash);
          // And the whole message afterwards finds its payments, whatever the first did.
          const whole = await kinds[kind]!(sent);
          const again = await importing(sent.office, whole, format);
          expect(again).toMatchObject({ ok: true });
          await expectNoWrongMatch(sent, text + whole, cash);
        }),
        histories,
      );
    },
    120_000,
  );
});
