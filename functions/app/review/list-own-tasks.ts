import { type TaskStage, officeOf, taskStages } from '../../domain/review/chain.ts';
import { reviewerAt } from '../../domain/review/role.ts';
import { invalidCursor } from '../store/invalid-cursor.ts';
import type { Page, Table } from '../store/ports.ts';
import { type ListTasksInput, type TaskView, createListTasks } from './list-tasks.ts';

export interface ListOwnTasksInput extends Pick<ListTasksInput, 'grants' | 'cursor'> {
  /** All stages of the caller's offices when left out. */
  readonly stage?: TaskStage | undefined;
}

/** The caller's open tasks, one stage after another: a cursor names the stage and the place in it. */
export function createListOwnTasks(deps: {
  readonly table: Table;
}): (input: ListOwnTasksInput) => Promise<Page<TaskView>> {
  const listTasks = createListTasks(deps);
  return async ({ stage: asked, grants, cursor }) => {
    const own = taskStages.filter((stage) => grants.some(({ role }) => role === reviewerAt[officeOf(stage)]));
    const stages = asked === undefined ? own : [asked];
    const from = cursor === undefined ? undefined : placeOf(cursor, stages);
    let inner = from?.inner;
    for (const [at, stage] of stages.entries()) {
      if (at < (from?.at ?? 0)) continue;
      do {
        const page = await listTasks({ stage, grants, cursor: inner });
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
