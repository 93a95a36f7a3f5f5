import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { appealAttributes } from '../../functions/app/appeals/appeal-head.ts';
import { createListAppeals } from '../../functions/app/appeals/list-appeals.ts';
import { claimKey } from '../../functions/app/claims/claim-head.ts';
import { objectionAttributes } from '../../functions/app/posting/objection-head.ts';
import { createListObjections } from '../../functions/app/posting/list-objections.ts';
import type { ListWaitingInput } from '../../functions/app/review/waiting-list.ts';
import type { Item, Page, Value } from '../../functions/app/store/ports.ts';
import { changeSubject } from '../../functions/app/subjects/change.ts';
import { claimHeadSchema } from '../../functions/contracts/store/claim-head.ts';
import { appealStates } from '../../functions/domain/review/appeal-lifecycle.ts';
import { areaCode, areaContains } from '../../functions/domain/review/area.ts';
import { objectionStates } from '../../functions/domain/review/objection-lifecycle.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';

const today = calendarDate('2008-06-20');
const areas = ['320602001', '320602001003', '320602002', '320602100'].map(areaCode);

const claim = {
  claimId: 'claim-1',
  reference: 'HM7K2M9QXD4T',
  programme: 'rural-reward',
  areaCode: '320602001',
};

const storedClaim = {
  ...claimKey(claim.claimId),
  ...claimHeadSchema.parse({
    ...claim,
    version: 1,
    auditHash: '0',
    policyVersion: '2008-1',
    period: '2008-H1',
    state: 'posting',
    position: 1,
    channel: 'public',
    submittedAt: '2008-05-20T01:00:00.000Z',
    submittedOn: '2008-05-20',
    identityConfirmed: true,
    personIndex: 'person',
    applicantIndex: 'person',
    accountVersion: 0,
    contentCommitment: 'content',
    verification: 1,
    evidenceIds: [],
    escalation: 0,
    decisions: 2,
    duties: [],
    openObjections: 0,
    execution: 1,
  }),
} as Item;

interface Lodged {
  readonly state: string;
  readonly area: (typeof areas)[number];
  /** Days from today. */
  readonly day: number;
}

/** Those states in which nothing is left to decide, said once more and independently of the lifecycles. */
const decided: readonly string[] = ['upheld', 'dismissed', 'remitted', 'inadmissible', 'withdrawn'];

const numbered = (n: number) => String(n).padStart(4, '0');

const kinds = {
  objections: {
    states: objectionStates,
    head: ({ state, area, day }: Lodged, n: number) => ({
      kind: 'objection',
      id: numbered(n),
      attributes: objectionAttributes({
        objectionId: numbered(n),
        claimId: claim.claimId,
        state: state as (typeof objectionStates)[number],
        areaCode: area,
        lodgedOn: today,
        dueOn: plusDays(today, day),
      }),
    }),
    list: createListObjections,
    dueOn: (day: number) => plusDays(today, day),
    idOf: (item: object) => ('objectionId' in item ? item.objectionId : ''),
  },
  appeals: {
    states: appealStates,
    head: ({ state, area, day }: Lodged, n: number) => ({
      kind: 'appeal',
      id: numbered(n),
      attributes: appealAttributes({
        appealId: numbered(n),
        claimId: claim.claimId,
        state: state as (typeof appealStates)[number],
        areaCode: area,
        lodgedOn: plusDays(today, day),
      }),
    }),
    list: createListAppeals,
    dueOn: (day: number) => plusDays(today, day + 60),
    idOf: (item: object) => ('appealId' in item ? item.appealId : ''),
  },
};

function change(kind: string, id: string, attributes: Readonly<Record<string, Value>>) {
  const at = '2008-06-20T01:00:00.000Z';
  const facts = { subjectKind: kind, subjectId: id, at, actor: { kind: 'system', id: 'test' } as const };
  return changeSubject(undefined, { ...facts, event: 'lodged', to: 'lodged' }, attributes);
}

async function wholeOf<View>(
  list: (input: ListWaitingInput) => Promise<Page<View>>,
  grants: ListWaitingInput['grants'],
) {
  const pages = [await list({ grants })];
  for (let cursor = pages[0]?.cursor; cursor !== undefined; cursor = pages.at(-1)?.cursor) {
    pages.push(await list({ grants, cursor }));
  }
  return pages;
}

describe.each(Object.entries(kinds))('the list of %s', (_, { states, head, list, dueOn, idOf }) => {
  const lodged: fc.Arbitrary<Lodged> = fc.record({
    state: fc.constantFrom(...states),
    area: fc.constantFrom(...areas),
    day: fc.integer({ min: 0, max: 5 }),
  });

  test('holds what waits in the areas of whoever asks, each once, what is due first in front', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lodged, { maxLength: 160 }),
        fc.constantFrom(
          ['320602'],
          ['320602001'],
          ['320602001', '320602001003'],
          ['320602100', '320602002'],
          ['320613'],
        ),
        async (all, codes) => {
          const table = createSqliteTable(SqliteDatabase.open(':memory:'));
          await table.transact([{ put: storedClaim }]);
          for (const [n, one] of all.entries()) {
            const { kind, id, attributes } = head(one, n);
            expect(await table.transact(change(kind, id, attributes).actions)).toMatchObject({ ok: true });
          }
          const grants = codes.map((code) => ({
            role: 'district.approver' as const,
            areaCode: areaCode(code),
          }));
          const pages = await wholeOf<object>(list({ table }), grants);
          const expected = all
            .map((one, n) => ({ ...one, n, dueOn: dueOn(one.day) }))
            .filter(({ state }) => !decided.includes(state))
            .filter(({ area }) => grants.some((grant) => areaContains(grant.areaCode, area)))
            .toSorted((a, b) =>
              [a.dueOn, a.area, numbered(a.n)].join('#') < [b.dueOn, b.area, numbered(b.n)].join('#')
                ? -1
                : 1,
            );
          expect(pages.flatMap(({ items }) => items)).toEqual(
            expected.map(({ area, state, dueOn: due }) =>
              expect.objectContaining({
                reference: claim.reference,
                programme: claim.programme,
                areaCode: area,
                status: state,
                dueOn: due,
              }),
            ),
          );
          expect(pages.flatMap(({ items }) => items.map(idOf))).toEqual(expected.map(({ n }) => numbered(n)));
          for (const { items, cursor } of pages) {
            if (cursor !== undefined) expect(items.length).toBeGreaterThanOrEqual(50);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('leaves out what was decided while the index still shows it', async () => {
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    const waiting = head({ state: 'lodged', area: '320602001' as Lodged['area'], day: 0 }, 1);
    const { gsi1pk, gsi1sk } = waiting.attributes;
    const { kind, id, attributes } = head({ state: 'dismissed', area: areas[0]!, day: 0 }, 1);
    const late = { ...attributes, gsi1pk: gsi1pk!, gsi1sk: gsi1sk! };
    await table.transact([{ put: storedClaim }, ...change(kind, id, late).actions]);
    const grants = [{ role: 'district.approver' as const, areaCode: areaCode('320602') }];
    expect(await list({ table })({ grants })).toEqual({ items: [] });
  });
});
