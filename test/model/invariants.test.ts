import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Item } from '../../functions/app/store/ports.ts';
import { textAttribute } from '../../functions/app/store/text-attribute.ts';
import { parseEndToEndId, endToEndIdOf } from '../../functions/domain/payments/payment-id.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { type InvariantName, violations } from '../invariants/invariants.ts';
import type { BankTruth, Observation } from '../invariants/observed.ts';
import { begin, happen } from './events.ts';
import { type MoneyLife, moneyLife } from './money-life.ts';

let life: MoneyLife;
let well: Observation;

beforeAll(async () => {
  life = await moneyLife({ seed: 1 });
  await begin(life);
  for (const kind of ['financeWorks', 'financeWorks', 'bankDay', 'stranger', 'bankDay'] as const) {
    await happen(life, [{ kind, a: 3, b: 3, c: 3 }]);
  }
  life.acknowledge('a claim', String(life.items().find(({ pk }) => pk.startsWith('CLAIM#'))?.pk), 1);
  well = await life.observation();
}, 30_000);

afterAll(() => life.close());

/** The store with every item of a kind, or its first one, made otherwise. */
function altered(pk: string, sk: string, change: (item: Item) => Item | undefined, all = false): Observation {
  let left = all ? Infinity : 1;
  const items = well.items.flatMap((item) => {
    if (!item.pk.startsWith(pk) || !item.sk.startsWith(sk) || left === 0) return [item];
    left -= 1;
    return change(item) ?? [];
  });
  return { ...well, before: well.items, items };
}

function bankSays(change: (bank: BankTruth) => Partial<BankTruth>): Observation {
  const { bank } = well;
  if (!bank) throw new Error('no bank');
  return { ...well, bank: { ...bank, ...change(bank) } };
}

/** What breaks each invariant, as a fault in the code, or somebody at the store, would. */
const broken: readonly (readonly [InvariantName, string, () => Observation])[] = [
  [
    '1 debits equal credits',
    'a balance has one side only',
    () =>
      altered('BALANCE', '2008#rural-reward#L2', (item) => ({
        ...item,
        debitFen: Number(item.debitFen) + 1,
      })),
  ],
  ['1 debits equal credits', 'a transfer is gone', () => altered('TRANSFER#', '', () => undefined)],
  [
    '1 debits equal credits',
    'a transfer goes from one book into the other',
    () => altered('TRANSFER#', '', (item) => ({ ...item, credit: item.book === 'budget' ? 'A1' : 'B2' })),
  ],
  [
    '2 one payable each',
    'a payable is for another amount',
    () => altered('PAYABLE#', '', (item) => ({ ...item, amountFen: 1 })),
  ],
  [
    '2 one payable each',
    'a payable is another person’s',
    () => altered('AWARD#', 'HEAD', (item) => ({ ...item, personIndex: 'another' }), true),
  ],
  [
    '2 one payable each',
    'two runs hold a payment',
    () => {
      const run = well.items.find(({ releasedBy }) => releasedBy !== undefined);
      if (!run) throw new Error('no run is released');
      const runId = textAttribute(run, 'runId');
      const twin = (item: Item): Item =>
        JSON.parse(JSON.stringify(item).replaceAll(runId, 'run-twin')) as Item;
      const chunks = well.items.filter(({ pk, sk }) => pk.startsWith(`RUNCHUNK#${runId}`) && sk !== 'STATE');
      return { ...well, items: [...well.items, ...[run, ...chunks].map(twin)] };
    },
  ],
  [
    '3 one id each',
    'something was sent that is not in the store',
    () => altered('PAYABLE#', '', () => undefined),
  ],
  [
    '3 one id each',
    'a payment was sent in two files',
    () =>
      bankSays(({ handedOver, files }) => ({
        handedOver: [
          ...handedOver,
          ...handedOver.map((file) => ({ ...file, messageId: `${file.messageId}0`, bankHad: files })),
        ],
      })),
  ],
  [
    '3 one id each',
    'a payment was sent for two amounts',
    () =>
      bankSays(({ handedOver }) => ({
        handedOver: [
          ...handedOver,
          ...handedOver.map((file) => ({
            ...file,
            orders: file.orders.map((order) => ({ ...order, amountFen: fen(order.amountFen + 1) })),
          })),
        ],
      })),
  ],
  [
    '4 nothing overdrawn',
    'more is spent than there is',
    () => altered('BALANCE', '2008#rural-reward#B1', (item) => ({ ...item, debitFen: 1 }), true),
  ],
  [
    '4 nothing overdrawn',
    'less than nothing is available',
    () => altered('BALANCE', '2008#rural-reward#B2', (item) => ({ ...item, creditFen: 0 }), true),
  ],
  [
    '5 nobody has two parts',
    'the preparer released',
    () => altered('RUN#', 'HEAD', (item) => ({ ...item, releasedBy: item.preparedBy ?? '' }), true),
  ],
  [
    '5 nobody has two parts',
    'a reviewer decided at two stages',
    () =>
      altered('CLAIM#', 'HEAD', (item) => ({
        ...item,
        duties: [
          { duty: 'review:village', actorId: 'x' },
          { duty: 'review:district', actorId: 'x' },
        ],
      })),
  ],
  [
    '5 nobody has two parts',
    'a reviewer prepared the payment',
    () =>
      altered(
        'AWARD#',
        'HEAD',
        (item) => ({ ...item, duties: [{ duty: 'review:village', actorId: 'preparer' }] }),
        true,
      ),
  ],
  [
    '6 along its graph',
    'a run went from prepared to sent',
    () =>
      altered('RUN#', 'AUDIT#', (item) => (item.event === 'release' ? { ...item, to: 'sent' } : item), true),
  ],
  [
    '6 along its graph',
    'a head stands where nothing led it',
    () => altered('CLAIM#', 'HEAD', (item) => ({ ...item, state: 'closed' })),
  ],
  [
    '7 unknown is only asked after',
    'a payment is with the bank under two ids',
    () =>
      bankSays(({ payments }) => {
        const [id, paid] = [...payments].find(([, { status }]) => status === 'settled') ?? [''];
        const parsed = parseEndToEndId(id);
        const again = endToEndIdOf(parsed?.kind === 'full' ? parsed.paymentId : '', 1);
        return { payments: new Map([...payments, [again, paid!]]) };
      }),
  ],
  [
    '7 unknown is only asked after',
    'a run was built anew that the bank has',
    () => altered('RUN#', 'HEAD', (item) => ({ ...item, attempt: 2 }), true),
  ],
  [
    '8 every line is booked',
    'a line of the bank’s is not booked',
    () =>
      bankSays(({ imported = [] }) => ({
        imported: [...imported, { ...imported[0]!, bankReference: 'ANOTHER' }],
      })),
  ],
  [
    '8 every line is booked',
    'a payment is settled that the bank did not pay',
    () =>
      bankSays(({ payments }) => ({
        payments: new Map([...payments].map(([id, payment]) => [id, { ...payment, times: 0 }])),
      })),
  ],
  [
    '8 every line is booked',
    'totals are not what the chunks say',
    () => altered('RUN#', 'TOTALS#', (item) => ({ ...item, settledCount: 99 })),
  ],
  [
    '9 sent is what was released',
    'a file was changed',
    () => ({
      ...well,
      files: new Map(
        [...well.files!].map(([key, bytes]) => [key, Buffer.from(`${Buffer.from(bytes).toString()} `)]),
      ),
    }),
  ],
  [
    '9 sent is what was released',
    'a head names another hash',
    () => altered('RUN#', 'HEAD', (item) => ({ ...item, payloadHash: '0'.repeat(64) })),
  ],
  [
    '9 sent is what was released',
    'other bytes went out',
    () =>
      bankSays(({ handedOver }) => ({
        handedOver: handedOver.map((file) => ({ ...file, sha256: 'another' })),
      })),
  ],
  [
    '9 sent is what was released',
    'a file went out unreleased',
    () => altered('RUN#', 'HEAD', ({ releasedBy: _, ...item }) => item, true),
  ],
  [
    '10 acknowledged is kept',
    'what was acknowledged is gone',
    () => altered('CLAIM#', 'HEAD', () => undefined, true),
  ],
  ['11 every change is audited', 'an entry is gone', () => altered('CLAIM#', 'AUDIT#', () => undefined)],
  [
    '11 every change is audited',
    'an entry was altered',
    () => altered('RUN#', 'AUDIT#', (item) => ({ ...item, at: '2000-01-01T00:00:00.000Z' })),
  ],
  [
    '11 every change is audited',
    'a head was changed without one',
    () => altered('AWARD#', 'HEAD', (item) => ({ ...item, accountVersion: 7 })),
  ],
  [
    '12 replays to the same',
    'a street has more than was paid to it',
    () =>
      altered(
        'STREET-PAYOUT#',
        '',
        (item) =>
          Object.fromEntries(
            Object.entries(item).map(([name, value]) => [
              name,
              name.startsWith('paidFen ') ? Number(value) + 1 : value,
            ]),
          ) as Item,
      ),
  ],
  [
    '12 replays to the same',
    'what was paid to somebody is of no street',
    () => altered('TRANSFER#', '', ({ streets: _streets, ...item }) => item, true),
  ],
  [
    '12 replays to the same',
    'what was paid is of a street of nobody’s',
    () =>
      altered(
        'TRANSFER#',
        '',
        (item) =>
          JSON.parse(JSON.stringify(item).replaceAll(/"street":"\d+"/g, '"street":"320602099"')) as Item,
        true,
      ),
  ],
  [
    '12 replays to the same',
    'a balance is not what its transfers come to',
    () =>
      altered('BALANCE', '2008', (item) => ({
        ...item,
        debitFen: Number(item.debitFen) + 1,
        creditFen: Number(item.creditFen) + 1,
      })),
  ],
  [
    '12 replays to the same',
    'totals are not what was booked',
    () => altered('RUN#', 'TOTALS#', (item) => ({ ...item, settledFen: 1 })),
  ],
  [
    '13 money is whole fen',
    'an amount is no whole number',
    () => altered('EXCEPTION#', 'HEAD', (item) => ({ ...item, nested: [{ someFen: 0.1 + 0.2 }] })),
  ],
  [
    '14 decisions recompute',
    'a record decides otherwise today',
    () => ({
      ...well,
      decisions: well.decisions!.map((decision) => ({ ...decision, recomputedHash: 'another' })),
    }),
  ],
  [
    '14 decisions recompute',
    'an award is more than its decision',
    () => altered('AWARD#', 'HEAD', (item) => ({ ...item, amountFen: 1 })),
  ],
  [
    '15 unknown never decides',
    'a claim is granted that is unknown',
    () =>
      altered(
        'CLAIM#',
        'HEAD',
        (item) => ({ ...item, decision: { ...(item.decision as object), outcome: 'unknown' } as never }),
        true,
      ),
  ],
  [
    '15 unknown never decides',
    'a claim is rejected that is unknown',
    () =>
      altered(
        'CLAIM#',
        'HEAD',
        (item) => ({
          ...item,
          state: 'rejected',
          decision: { ...(item.decision as object), outcome: 'unknown' } as never,
        }),
        true,
      ),
  ],
];

describe('the invariants', () => {
  test('hold where all is well', () => {
    expect(violations({ ...well, before: well.items })).toEqual([]);
    expect(well.bank?.imported?.length).toBeGreaterThan(2);
    expect(well.decisions?.length).toBeGreaterThan(2);
  });

  test.each(broken)('%s: %s', (name, _, observation) => {
    const named = violations(observation()).map((line) => line.slice(0, line.indexOf(':')));
    expect(named).toContain(name);
  });

  test('are all broken by something', () => {
    const names = new Set(broken.map(([name]) => Number(name.split(' ')[0])));
    expect([...names].sort((one, other) => one - other)).toEqual(Array.from({ length: 15 }, (_, n) => n + 1));
  });
});
