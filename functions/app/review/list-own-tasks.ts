import type { AreaCode } from '../../domain/review/area.ts';
import { type TaskStage, officeOf, taskStages } from '../../domain/review/chain.ts';
import { reviewerAt } from '../../domain/review/role.ts';
import type { Clock } from '../ports/clock.ts';
import { invalidCursor } from '../store/invalid-cursor.ts';
import type { Page, Table } from '../store/ports.ts';
import { widest } from '../access/own-areas.ts';
import { type ListTasksInput, type TaskView, createListTasks } from './list-tasks.ts';
import { sortedTasks, type TaskCount, type TaskOrder } from './sorted-tasks.ts';

export interface ListOwnTasksInput extends Pick<ListTasksInput, 'grants' | 'area' | 'cursor'> {
  /** All stages of the caller's offices when left out. */
  readonly stage?: TaskStage | undefined;
  /** One stage after another, by area and due date, when left out. */
  readonly sort?: TaskOrder | undefined;
}

export interface OwnTasks extends Page<TaskView> {
  /** What the caller may ask for: the stages of their offices, and their areas without those that lie in another. */
  readonly own: { readonly stages: readonly TaskStage[]; readonly areas: readonly AreaCode[] };
  /** Of all pages; where they are sorted. */
  readonly count?: TaskCount;
}

/** The caller's open tasks. */
export function createListOwnTasks(deps: {
  readonly table: Table;
  readonly clock: Clock;
}): (input: ListOwnTasksInput) => Promise<OwnTasks> {
  const { table, clock } = deps;
  const byStage = createListByStage(table);
  return async ({ stage, sort, ...input }) => {
    const { grants } = input;
    const own = {
      stages: taskStages.filter((one) => grants.some(({ role }) => role === reviewerAt[officeOf(one)])),
      areas: widest(grants.map(({ areaCode }) => areaCode)),
    };
    const stages = stage === undefined ? own.stages : [stage];
    const { area, cursor } = input;
    const page =
      sort === undefined
        ? await byStage(stages, input)
        : await sortedTasks(table, { stages, grants, area, sort, cursor, today: clock.today() });
    return { ...page, own };
  };
}

/** One stage after another: a cursor names the stage and the place in it. */
function createListByStage(table: Table) {
  const listTasks = createListTasks({ table });
  return async (
    stages: readonly TaskStage[],
    { cursor, ...input }: Omit<ListTasksInput, 'stage'>,
  ): Promise<Page<TaskView>> => {
    const from = cursor === undefined ? undefined : placeOf(cursor, stages);
    let inner = from?.inner;
    for (const [at, stage] of stages.entries()) {
      if (at < (from?.at ?? 0)) continue;
      do {
        const page = await listTasks({ ...input, stage, cursor: inner });
        inner = page.cursor;
        const next = stages[at + 1];
        const cursorAfter = inner === undefined ? next && `${next}:` : `${stage}:${inner}`;
        if (page.items.length > 0) {
          return { items: page.items, ...(cursorAfter === undefined ? {} : { cursor: cursorAfter }) };
        }
      } while (inner !== undefined);
    }
    return { items: [] };
  };
}

function placeOf(
  cursor: string,
  stages: readonly TaskStage[],
): { readonly at: number; readonly inner: string | undefined } {
  const colon = cursor.indexOf(':');
  const at = stages.findIndex((stage) => stage === cursor.slice(0, colon));
  if (at === -1) throw invalidCursor('a cursor of another list');
  return { at, inner: cursor.slice(colon + 1) || undefined };
}
