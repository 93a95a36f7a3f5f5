import { type AreaCode, areaCode, areaContains, districtOf } from '../../domain/review/area.ts';
import { type TaskStage, officeOf } from '../../domain/review/chain.ts';
import { reviewerAt } from '../../domain/review/role.ts';
import { pageByArea, widest } from '../access/own-areas.ts';
import { type Grant, inWhoseAbsence } from '../access/users.ts';
import type { Key, Page, Table } from '../store/ports.ts';
import { type ClaimHead, parseClaimHead, taskQueue } from '../claims/claim-head.ts';
import { taskIdOf } from './task-id.ts';

export interface TaskView {
  readonly taskId: string;
  readonly claimId: string;
  readonly reference: string;
  readonly stage: TaskStage;
  readonly programme: string;
  readonly areaCode: string;
  readonly since: string;
  readonly dueOn?: string;
  readonly escalation: number;
  readonly payloadHash: string;
  /** The absent reviewer in whose place the caller sees it; absent where it is the caller's own. */
  readonly deputyFor?: string;
  /** What the rules found, without names: reviewers open the claim for those. */
  readonly summary: {
    readonly period: string;
    readonly outcome: 'met' | 'failed' | 'unknown';
    readonly amountFen: number;
    readonly failing: readonly string[];
    readonly unknown: readonly string[];
    readonly hearingUntil?: string;
  };
}

export interface ListTasksInput {
  readonly stage: TaskStage;
  /** The caller's offices: only tasks of their stage and in their areas are listed. */
  readonly grants: readonly Grant[];
  /** Only tasks within it. */
  readonly area?: AreaCode | undefined;
  readonly cursor?: string | undefined;
}

export type ListTasks = (input: ListTasksInput) => Promise<Page<TaskView>>;

export const tasksAPage = 50;

/** Open tasks of one stage in the caller's areas, by area and due date. */
export function createListTasks(deps: { readonly table: Table }): ListTasks {
  const { table } = deps;
  return async ({ stage, grants, area: within, cursor }) =>
    pageByArea(areasAtStage(stage, grants, within), cursor, async (area, inner) => {
      const page = await table.queryIndex('gsi1', {
        ...queueOf(stage, area),
        limit: tasksAPage,
        ...(inner === undefined ? {} : { cursor: inner }),
      });
      const items = (await tasksAt(table, page.items, grants)).filter((task) => task.stage === stage);
      return { items, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
    });
}

/** Where an area's open tasks of a stage are listed. */
export function queueOf(stage: TaskStage, area: AreaCode) {
  return { pk: taskQueue(stage, districtOf(area)), sk: { beginsWith: area } } as const;
}

/** The areas whose tasks of a stage the holder of the grants has, as far as they lie within the one asked for. */
export function areasAtStage(
  stage: TaskStage,
  grants: readonly Grant[],
  within: AreaCode | undefined,
): readonly AreaCode[] {
  const own = grants.filter(({ role }) => role === reviewerAt[officeOf(stage)]);
  return widest(
    own.flatMap(({ areaCode: area }) => {
      if (within === undefined || areaContains(within, area)) return area;
      return areaContains(area, within) ? within : [];
    }),
  );
}

/** The open tasks of the claims that stand at these places of a queue, which may lag behind them. */
export async function tasksAt(
  table: Table,
  places: readonly Key[],
  grants: readonly Grant[],
): Promise<readonly TaskView[]> {
  const heads = await table.getMany(places);
  return heads.flatMap((item) => {
    const task = item && taskOf(parseClaimHead(item));
    return task ? { ...task, ...inAbsence(grants, task) } : [];
  });
}

/** For whom a task lies with somebody who holds these grants, where none of them is their own. */
function inAbsence(grants: readonly Grant[], task: TaskView): Pick<TaskView, 'deputyFor'> {
  const role = reviewerAt[officeOf(task.stage)];
  const [deputyFor] =
    inWhoseAbsence(
      grants.filter((grant) => grant.role === role && areaContains(grant.areaCode, areaCode(task.areaCode))),
    ) ?? [];
  return deputyFor === undefined ? {} : { deputyFor };
}

/** The task that a claim lies with somebody for, as its reviewer sees it in a list; undefined when it has none. */
export function taskOf(head: ClaimHead): TaskView | undefined {
  const { task, decision } = head;
  if (!task || !decision) return undefined;
  return {
    taskId: taskIdOf(head.claimId, task.version),
    claimId: head.claimId,
    reference: head.reference,
    stage: task.stage,
    programme: head.programme,
    areaCode: head.areaCode,
    since: task.since,
    ...(head.dueOn === undefined ? {} : { dueOn: head.dueOn }),
    escalation: head.escalation,
    payloadHash: task.payloadHash,
    summary: {
      period: head.period,
      outcome: decision.outcome,
      amountFen: decision.amountFen,
      failing: decision.failing,
      unknown: decision.unknown,
      ...(head.hearingUntil === undefined ? {} : { hearingUntil: head.hearingUntil }),
    },
  };
}
