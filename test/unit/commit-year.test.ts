import { afterEach, describe, expect, test } from '@jest/globals';
import { awardKey, moveAward } from '../../functions/app/awards/award-head.ts';
import { openLatestDecision } from '../../functions/app/awards/latest-decision.ts';
import { parseAppropriationId } from '../../functions/app/ledger/appropriation-id.ts';
import { closeYearActions } from '../../functions/app/ledger/closed-books.ts';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { createSweepDue } from '../../functions/app/schedule/sweep-due.ts';
import type { AwardEvent } from '../../functions/domain/awards/award-lifecycle.ts';
import type { DecisionRecord } from '../../functions/domain/policy/decision-record.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { periodsOfYear } from '../../functions/domain/time/period.ts';
import { aForm, claimsAtWork } from '../builders/claims-at-work.ts';
import { financeOffice } from '../builders/finance-office.ts';
import { type FundsQueue, fundsQueue, queueId } from '../builders/funds-queue.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

/** 720 yuan a year from 2009, in two halves, of which each share bears one half. */
const shareOfAward = 36_000;
const nextYear = 'rural-reward:2009';

let queue: FundsQueue;
afterEach(() => queue.close());

/** Awards of 2008, made in the order of their numbers. */
async function awardedIn2008(count: number, options: Parameters<typeof fundsQueue>[0] = {}): Promise<void> {
  queue = fundsQueue(options);
  for (let n = 0; n < count; n += 1) await queue.wait(n, [30_000, 30_000], dayOf(n));
  await queue.appropriate(count * 30_000);
  expect(await queue.allocate({ appropriationId: queueId, named: [] })).toMatchObject({ awarded: count });
}

const dayOf = (n: number): string => `2008-05-${String((n % 28) + 1).padStart(2, '0')}`;

const isCommitted = async (n: number): Promise<boolean> => (await queue.award(n))?.committedThrough === 2009;

async function committed(upTo: number): Promise<number[]> {
  const numbers = Array.from({ length: upTo }, (_, n) => n);
  const are = await Promise.all(numbers.map(isCommitted));
  return numbers.filter((n) => are[n]);
}

async function outbox() {
  const rows = await Promise.all(
    Array.from({ length: outboxShards }, (_, shard) => queue.stored.query({ pk: outboxPk(shard) })),
  );
  return rows.flatMap(({ items }) => items);
}

const messages = async () => (await outbox()).map(messageOf);

describe('a recurring award', () => {
  test('is committed the next year’s money as its appropriation comes, at that year’s rates', async () => {
    await awardedIn2008(3);
    expect(await queue.award(0)).toMatchObject({ committedThrough: 2008 });
    await queue.appropriate(10 * shareOfAward, 2009);
    expect(await messages()).toContainEqual({ type: 'allocate', appropriationId: nextYear });
    const done = { appropriationId: nextYear, named: [] };
    expect(await queue.allocateFunds(done)).toEqual({ awarded: 0, committed: 3, short: false });
    expect(await committed(3)).toEqual([0, 1, 2]);
    expect(await queue.funds(2009)).toMatchObject([
      { committedFen: 3 * shareOfAward },
      { committedFen: 3 * shareOfAward },
    ]);
    expect(await queue.allocateFunds(done)).toEqual({ awarded: 0, committed: 0, short: false });
    await queue.appropriate(10 * shareOfAward, 2010);
    expect(await queue.commitYear('rural-reward:2010')).toEqual({ committed: 3, rest: 'none' });
  });

  test('waits its turn by the date of its claim, before any new claim, and the first that does not fit holds up the rest', async () => {
    queue = fundsQueue();
    // The later number claimed first.
    for (const [n, day] of ['2008-05-09', '2008-05-02', '2008-05-01'].entries())
      await queue.wait(n, [30_000], day);
    await queue.appropriate(1_000_000);
    await queue.allocate({ appropriationId: queueId, named: [] });
    await queue.wait(3, [1], '2009-01-02');
    await queue.appropriate(2 * shareOfAward + 1, 2009);
    const input = { appropriationId: nextYear, named: [] };
    expect(await queue.allocateFunds(input)).toEqual({ awarded: 0, committed: 2, short: true });
    expect(await committed(3)).toEqual([1, 2]);
    expect((await queue.head(3))?.state).toBe('awaiting-funds');
    expect(await messages()).toContainEqual(
      expect.objectContaining({ type: 'notify', text: 'awards-await-funds', subjectId: nextYear }),
    );
    await queue.appropriate(shareOfAward, 2009);
    expect(await queue.allocateFunds(input)).toMatchObject({ awarded: 1, committed: 1, short: false });
    expect(await committed(3)).toEqual([0, 1, 2]);
  });

  test.each<readonly [AwardEvent, boolean]>([
    ['suspend', true],
    ['account-returned', true],
    ['death', false],
  ])('that met %s goes on: %s', async (event, goesOn) => {
    await awardedIn2008(2);
    const head = (await queue.award(0))!;
    const moved = moveAward(
      head,
      event,
      {},
      { actor: { kind: 'system', id: 'test' }, at: queue.clock.now() },
    );
    if (!moved.ok) throw new Error(event);
    await queue.stored.transact(moved.value.actions);
    await queue.appropriate(10 * shareOfAward, 2009);
    expect(await queue.commitYear(nextYear)).toEqual({ committed: goesOn ? 2 : 1, rest: 'none' });
    expect(await committed(2)).toEqual(goesOn ? [0, 1] : [1]);
  });

  test.each<readonly [string, (record: DecisionRecord) => DecisionRecord, number]>([
    ['what nobody knows any more is set aside as it was awarded', unknownChildren, 30_000],
    ['nothing is set aside where nothing is to be expected', diedInDecember, 0],
  ])('%s', async (_, change, perShare) => {
    queue = fundsQueue();
    await queue.wait(0, [30_000, 30_000], '2008-05-20', change(queue.decided));
    await queue.appropriate(1_000_000);
    await queue.allocate({ appropriationId: queueId, named: [] });
    await queue.appropriate(1_000_000, 2009);
    expect(await queue.commitYear(nextYear)).toEqual({ committed: 1, rest: 'none' });
    expect(await queue.funds(2009)).toMatchObject([{ committedFen: perShare }, { committedFen: perShare }]);
  });

  test('waits while nothing is appropriated, and a closed year is passed over', async () => {
    await awardedIn2008(2);
    expect(await queue.commitYear(nextYear)).toEqual({ committed: 0, rest: 'short' });
    await queue.appropriate(10 * shareOfAward, 2009);
    await queue.stored.transact(closeYearActions(2009));
    expect(await queue.commitYear(nextYear)).toEqual({ committed: 0, rest: 'none' });
    expect(await queue.funds(2009)).toMatchObject([{ committedFen: 0 }, { committedFen: 0 }]);
    await queue.appropriate(10 * shareOfAward, 2010);
    expect(await queue.commitYear('rural-reward:2010')).toEqual({ committed: 2, rest: 'none' });
  });

  test('made after the next year’s appropriation is found by the daily sweep', async () => {
    await awardedIn2008(1);
    const sweep = createSweepDue({
      ...queue,
      calendar: { holidays: new Set<string>(), workedWeekends: new Set<string>() },
    });
    await sweep();
    expect(await messages()).toContainEqual({ type: 'allocate', appropriationId: nextYear });
  });

  test('is committed by as many calls as it takes, the last of them before new claims', async () => {
    queue = fundsQueue({ mostAwards: 100 });
    for (let n = 0; n < 230; n += 1) await queue.wait(n, [30_000, 30_000], dayOf(n));
    await queue.appropriate(230 * 30_000);
    for (let call = 0; call < 3; call += 1) await queue.allocate({ appropriationId: queueId, named: [] });
    await queue.appropriate(1_000 * shareOfAward, 2009);
    const calls = [];
    for (let call = 0; call < 3; call += 1) calls.push(await queue.commitYear(nextYear));
    expect(calls).toEqual([
      { committed: 100, rest: 'more' },
      { committed: 100, rest: 'more' },
      { committed: 30, rest: 'none' },
    ]);
    expect(await queue.funds(2009)).toMatchObject([
      { committedFen: 230 * shareOfAward },
      { committedFen: 230 * shareOfAward },
    ]);
  });

  test('leaves the new claims that it was told of to the call that goes on, by name', async () => {
    queue = fundsQueue({ mostAwards: 100 });
    for (let n = 0; n < 110; n += 1) await queue.wait(n, [30_000, 30_000], dayOf(n));
    await queue.appropriate(110 * 30_000);
    for (let call = 0; call < 2; call += 1) await queue.allocate({ appropriationId: queueId, named: [] });
    await queue.appropriate(1_000 * shareOfAward, 2009);
    for (const row of await outbox()) await queue.stored.transact([{ delete: row }]);
    const named = ['claim-b', 'claim-a', 'claim-b'];
    expect(await queue.commitYear(nextYear, named)).toEqual({ committed: 100, rest: 'more' });
    const told = (await messages()).map((message) => message.type === 'allocate' && message.claimId);
    expect(told.sort()).toEqual(['claim-a', 'claim-b', undefined]);
    expect(await queue.commitYear(nextYear, named)).toEqual({ committed: 10, rest: 'none' });
  });

  test('is committed once by two at once, and by one that is killed at any write', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= 3; at += 1) {
        const crashing = new CrashingTable();
        await awardedIn2008(90, { wrap: (table) => crashing.wrap(table) });
        await queue.appropriate(80 * shareOfAward, 2009);
        crashing.arm(at, when);
        await Promise.allSettled([queue.commitYear(nextYear), queue.commitYear(nextYear)]);
        expect(await queue.commitYear(nextYear)).toMatchObject({ rest: 'short' });
        expect((await committed(90)).length).toBe(80);
        expect(await queue.funds(2009)).toMatchObject([{ availableFen: 0 }, { availableFen: 0 }]);
        if (at < 3 || when === 'before') queue.close();
      }
    }
  }, 60_000);
});

function unknownChildren(record: DecisionRecord): DecisionRecord {
  const children = { known: false, reasons: [{ register: 'population', kind: 'down' }] } as const;
  return { ...record, facts: { ...record.facts, children } };
}

function diedInDecember(record: DecisionRecord): DecisionRecord {
  const { person } = record.facts;
  if (!person?.known) throw new Error('nothing is known of the person');
  const diedOn = calendarDate('2008-12-01');
  return { ...record, facts: { ...record.facts, person: { ...person, value: { ...person.value, diedOn } } } };
}

test('who has no money of the year is left out of its roll, and holds up nobody', async () => {
  queue = fundsQueue();
  const office = financeOffice();
  office.awards.add(0, { committedThrough: 2007 });
  office.awards.add(1, { committedThrough: 2008 });
  office.awards.add(2);
  await office.fund();
  expect(await office.build(await office.prepare())).toMatchObject({
    state: 'prepared',
    payments: 2,
    leftOut: { unfunded: 1 },
  });
});

test('from the claim to the second year: committed, decided anew, and on the roll', async () => {
  queue = fundsQueue();
  const life = await claimsAtWork({ couples: 1 });
  const { claimId } = await life.approved(aForm(0));
  await life.fund(600);
  const { awardId = '' } = await life.head(claimId);
  const [before] = await life.awardsForRoll.read([awardId]);
  expect(before).toMatchObject({ committedThrough: 2008 });
  await life.awardsForRoll.decide(before!, '2008-H2', { keep: true });
  expect(await openLatestDecision(life.stored, life.envelopes, awardId)).toMatchObject({
    period: { id: '2008-H2' },
  });
  await life.fund(720, 'budget-2009', 2009);
  expect(await life.awardsForRoll.read([awardId])).toMatchObject([{ committedThrough: 2009 }]);
  const { items } = await life.stored.query({ pk: awardKey(awardId).pk, sk: { beginsWith: 'AUDIT#' } });
  expect(items.at(-1)).toMatchObject({
    event: 'committed',
    detail: { year: 2009, amountsFen: [36_000, 36_000] },
  });
  await life.close();
});

test('the periods of a year, and what an appropriation is of', () => {
  expect(periodsOfYear('half-year', 2009).map(({ id }) => id)).toEqual(['2009-H1', '2009-H2']);
  expect(periodsOfYear('year', 2009).map(({ id }) => id)).toEqual(['2009']);
  expect(parseAppropriationId(nextYear)).toEqual({ programme: 'rural-reward', year: 2009 });
  expect(() => parseAppropriationId('rural-reward')).toThrow('no appropriation');
});
