import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { claimKey, type ClaimHead, submitted } from '../../functions/app/claims/claim-head.ts';
import { createListOwnTasks, type ListOwnTasksInput } from '../../functions/app/review/list-own-tasks.ts';
import type { TaskView } from '../../functions/app/review/list-tasks.ts';
import { areaCode, areaContains } from '../../functions/domain/review/area.ts';
import { type TaskStage, taskStages } from '../../functions/domain/review/chain.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

const today = calendarDate('2008-06-20');

const areas = ['320602001', '320602001003', '320602002', '320602100'].map(areaCode);

interface Waiting {
  readonly stage: TaskStage;
  readonly area: (typeof areas)[number];
  /** Days from today. */
  readonly due: number;
  /** Hours ago. */
  readonly waited: number;
  readonly escalation: number;
}

const waiting: fc.Arbitrary<Waiting> = fc.record({
  stage: fc.constantFrom(...taskStages),
  area: fc.constantFrom(...areas),
  due: fc.integer({ min: -3, max: 3 }),
  waited: fc.integer({ min: 0, max: 60 }),
  escalation: fc.constantFrom(0, 0, 0, 1),
});

/** A store in which claims lie with their reviewers. */
async function queues(tasks: readonly Waiting[]) {
  const table = createSqliteTable(SqliteDatabase.open(':memory:'));
  const clock = new MovableClock(today);
  for (const [n, { stage, area, due, waited, escalation }] of tasks.entries()) {
    const claimId = `claim-${String(n).padStart(26, '0')}`;
    const at = new Date(Date.parse('2008-06-20T01:00:00.000Z') - waited * 3_600_000).toISOString();
    const head: ClaimHead = {
      version: 0,
      auditHash: '',
      claimId,
      reference: `HM${String(n).padStart(10, '0')}`,
      programme: 'rural-reward',
      policyVersion: '2008-1',
      period: '2008-H1',
      state: 'review',
      position: 0,
      areaCode: area,
      channel: 'public',
      submittedAt: at,
      submittedOn: today,
      identityConfirmed: false,
      personIndex: claimId,
      applicantIndex: claimId,
      accountVersion: 0,
      contentCommitment: '0'.repeat(64),
      verification: 1,
      evidenceIds: [],
      decision: {
        recordHash: '0'.repeat(64),
        outcome: 'met',
        amountFen: 30_000,
        laterFen: [],
        failing: [],
        unknown: [],
      },
      task: { stage, version: 1, payloadHash: '0'.repeat(64), since: at },
      dueOn: plusDays(today, due),
      escalation,
      decisions: 0,
      duties: [],
      openObjections: 0,
      execution: 1,
    };
    const { actions } = submitted(head, { actor: { kind: 'system', id: 'test' }, at });
    expect(await table.transact(actions)).toMatchObject({ ok: true });
  }
  return { table, list: createListOwnTasks({ table, clock }) };
}

/** All pages of a list, and what each of them said beside its tasks. */
async function pagesOf(
  list: ReturnType<typeof createListOwnTasks>,
  input: ListOwnTasksInput,
): Promise<{ readonly tasks: readonly TaskView[]; readonly pages: Awaited<ReturnType<typeof list>>[] }> {
  const pages = [await list(input)];
  for (let cursor = pages[0]?.cursor; cursor !== undefined; cursor = pages.at(-1)?.cursor) {
    pages.push(await list({ ...input, cursor }));
  }
  return { tasks: pages.flatMap(({ items }) => items), pages };
}

const streetReviewer = (area = '320602') => [
  { role: 'street.reviewer', areaCode: areaCode(area) } as const,
  // A village of the same is not listed twice.
  { role: 'street.reviewer', areaCode: areaCode('320602001003') } as const,
];

describe('a reviewer’s queue', () => {
  test('holds the tasks of the stages and areas that are asked for and their own, each once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(waiting, { maxLength: 30 }),
        fc.constantFrom('due', 'age', undefined),
        fc.constantFrom(undefined, 'street', 'manual', 'village'),
        fc.constantFrom(undefined, ...areas),
        fc.constantFrom('320602', '320602001'),
        async (tasks, sort, stage, area, own) => {
          const { list } = await queues(tasks);
          const { tasks: listed, pages } = await pagesOf(list, {
            grants: streetReviewer(own),
            stage,
            area,
            sort,
          });
          const theirs = tasks.flatMap((task, n) =>
            (task.stage === 'street' || task.stage === 'manual') &&
            (stage === undefined || task.stage === stage) &&
            (areaContains(areaCode(own), task.area) || task.area === '320602001003') &&
            (area === undefined || areaContains(area, task.area))
              ? [{ ...task, reference: `HM${String(n).padStart(10, '0')}` }]
              : [],
          );
          expect(listed.map(({ reference }) => reference).sort()).toEqual(
            theirs.map(({ reference }) => reference),
          );
          if (sort === undefined) return;
          const places = listed.map(({ dueOn = '', since }) => (sort === 'due' ? dueOn + since : since));
          expect(places).toEqual(places.toSorted());
          const late = theirs.filter(({ due, escalation }) => due < 0 || escalation > 0).length;
          for (const { count } of pages) expect(count).toEqual({ open: theirs.length, late });
        },
      ),
    );
  });

  test('goes on where a page ended, whatever was decided meanwhile', async () => {
    const { table, list } = await queues(
      Array.from({ length: 120 }, (_, n) => ({
        stage: 'street' as const,
        area: areas[n % 2]!,
        due: (n * 7) % 5,
        waited: (n * 13) % 60,
        escalation: 0,
      })),
    );
    const asked = { grants: streetReviewer(), sort: 'due' } as const;
    const all = await pagesOf(list, asked);
    expect(all.pages.map(({ items }) => items.length)).toEqual([50, 50, 20]);
    const first = await list(asked);
    for (const { claimId } of first.items.slice(10)) {
      await table.transact([{ delete: claimKey(claimId), if: { exists: true } }]);
    }
    const rest = await pagesOf(list, { ...asked, cursor: first.cursor });
    expect([...first.items, ...rest.tasks]).toEqual(all.tasks);
  });

  test('says of what its reader may choose', async () => {
    const { list } = await queues([]);
    expect(await list({ grants: streetReviewer('320602100'), sort: 'due' })).toEqual({
      items: [],
      count: { open: 0, late: 0 },
      own: { stages: ['street', 'manual'], areas: ['320602001003', '320602100'] },
    });
  });

  test('goes on by no cursor of another order or list', async () => {
    const { list } = await queues([
      ...Array.from({ length: 60 }, () => ({
        stage: 'street' as const,
        area: areas[0]!,
        due: 0,
        waited: 0,
        escalation: 0,
      })),
    ]);
    const grants = streetReviewer();
    const [{ cursor: byDue }, { cursor: byStage }] = await Promise.all([
      list({ grants, sort: 'due' }),
      list({ grants }),
    ]);
    for (const asked of [
      { sort: 'age', cursor: byDue },
      { sort: 'due', cursor: byStage },
      { cursor: byDue },
    ] as const) {
      await expect(list({ grants, ...asked })).rejects.toMatchObject({ name: 'InvalidCursor' });
    }
  });
});
