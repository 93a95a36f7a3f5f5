import { createHash } from 'node:crypto';
import { type StoredClaimHead, claimHeadSchema } from '../../contracts/store/claim-head.ts';
import { type Actor } from '../../domain/audit/actor.ts';
import { canonicalJson, type Json } from '../../domain/audit/canonical-json.ts';
import { type ClaimEvent, type ClaimState, claimLifecycle } from '../../domain/claims/claim-lifecycle.ts';
import { type NotAllowed, next } from '../../domain/lifecycle/lifecycle.ts';
import { districtOf } from '../../domain/review/area.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { appropriationIdOf } from '../ledger/appropriation-id.ts';
import type { Action, Item, Key, Table, Value } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { asJson } from '../subjects/as-json.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';
import { isRefused, refusedList, refusedPlace } from './list-refused.ts';

/** What is stored of a claim apart from its sealed parts. */
export type ClaimHead = StoredClaimHead;

export function claimKey(claimId: string): Key {
  return { pk: subjectPk('claim', claimId), sk: 'HEAD' };
}

export function parseClaimHead(item: Item): ClaimHead {
  return claimHeadSchema.parse(item);
}

export async function readClaimHead(table: Table, claimId: string): Promise<ClaimHead | undefined> {
  const item = await table.get(claimKey(claimId));
  return item && parseClaimHead(item);
}

/** Heads of many claims, in the order of their ids; undefined where there is no claim. */
export async function readClaimHeads(
  table: Table,
  claimIds: readonly string[],
): Promise<readonly (ClaimHead | undefined)[]> {
  const items = await readMany(table, claimIds.map(claimKey));
  return items.map((item) => item && parseClaimHead(item));
}

export function taskQueue(stage: string, district: string): string {
  return `TASKS#${stage}#${district}`;
}

/** Where a queue holds a task: by area and due date, and with what its age is told by without reading the claim. */
function taskPlace(head: ClaimHead, task: NonNullable<ClaimHead['task']>): string {
  const { areaCode, dueOn = '9999-12-31', claimId, escalation } = head;
  return [areaCode, dueOn, claimId, task.since, String(escalation)].join('#');
}

/** What a task's place in its queue tells. */
export interface QueuedTask {
  readonly claimId: string;
  readonly dueOn: string;
  /** Instant, ISO 8601. */
  readonly since: string;
  /** How often its lateness was raised; each time moves its due date. */
  readonly escalation: number;
}

/** @throws when it is no place that a queue gave */
export function readTaskPlace(indexSk: string): QueuedTask {
  const [, dueOn, claimId, since, escalation] = indexSk.split('#');
  if (dueOn === undefined || claimId === undefined || since === undefined || escalation === undefined)
    throw new Error(`no place in a queue of tasks: ${indexSk}`);
  return { claimId, dueOn, since, escalation: Number(escalation) };
}

export function fundsQueue(appropriationId: string): string {
  return `FUNDS#${appropriationId}`;
}

/** First come, first served: by the day a claim was made, and the moment. */
export function fundsOrder({
  submittedOn,
  submittedAt,
  claimId,
}: Pick<ClaimHead, 'submittedOn' | 'submittedAt' | 'claimId'>): string {
  return `${submittedOn}#${submittedAt}#${claimId}`;
}

export function postingList(programme: string, district: string): string {
  return `POSTING#${programme}#${district}`;
}

/** Due dates are spread over a few partitions of the index; the sweep reads them all. */
export const dueShards = 4;

export function dueList(shard: number): string {
  return `DUE#${String(shard)}`;
}

/** The year's appropriation a claim is paid from. */
export function appropriationOf(head: { readonly programme: string; readonly submittedOn: string }): string {
  return appropriationIdOf(head.programme, Number(head.submittedOn.slice(0, 4)));
}

/** What a decision binds: everything a reviewer was shown (contract.md, `payloadHash`). */
export function payloadHashOf(head: ClaimHead): string {
  const shown: Json = {
    claimId: head.claimId,
    programme: head.programme,
    period: head.period,
    content: head.contentCommitment,
    decision: head.decision?.recordHash ?? null,
    evidence: head.evidenceIds,
    account: head.accountIndex ?? null,
  };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}

/** Where the indexes hold a claim: open tasks by stage and area, due dates, the queue for funds, the public posting, the refused. */
function indexes(head: ClaimHead): Record<string, string> {
  const district = districtOf(head.areaCode);
  const entries: Record<string, string> = {};
  if (head.task) {
    entries.gsi1pk = taskQueue(head.task.stage, district);
    entries.gsi1sk = taskPlace(head, head.task);
  }
  if (head.state === 'awaiting-funds') {
    entries.gsi2pk = fundsQueue(appropriationOf(head));
    entries.gsi2sk = fundsOrder(head);
  } else if (head.dueOn) {
    const shard = parseInt(createHash('sha256').update(head.claimId).digest('hex').slice(0, 2), 16);
    entries.gsi2pk = dueList(shard % dueShards);
    entries.gsi2sk = `${head.dueOn}#${head.claimId}`;
  }
  if (head.state === 'posting' || head.state === 'objected') {
    entries.gsi3pk = postingList(head.programme, district);
    entries.gsi3sk = `${head.areaCode}#${head.claimId}`;
  } else if (isRefused(head.state)) {
    entries.gsi3pk = refusedList(head.programme);
    entries.gsi3sk = refusedPlace(head);
  }
  return entries;
}

function storable(head: ClaimHead): Record<string, Value> {
  const attributes: Record<string, Value> = {};
  for (const [name, value] of Object.entries(head)) {
    if (value !== undefined && name !== 'version' && name !== 'auditHash') attributes[name] = asJson(value);
  }
  return { ...attributes, ...indexes(head) };
}

export interface ClaimMoment {
  readonly actor: Actor;
  /** Instant of the business clock, ISO 8601. */
  readonly at: string;
}

/** What comes of changing a claim: the new head and the two actions (head and audit entry) that make it so. */
export interface ClaimChange {
  readonly head: ClaimHead;
  readonly actions: readonly Action[];
}

/** The first entry of a claim's chain. */
export function submitted(head: ClaimHead, moment: ClaimMoment): ClaimChange {
  return changed(undefined, head, 'submitted', moment, { programme: head.programme, channel: head.channel });
}

/** Whatever is audited without moving the claim in its lifecycle: evidence added, an escalation, a conflict declared. */
export function noted(
  before: ClaimHead,
  event: string,
  changes: Partial<ClaimHead>,
  moment: ClaimMoment,
  detail: { readonly [name: string]: Json } = {},
): ClaimChange {
  return changed(before, { ...before, ...changes }, event, moment, detail);
}

/**
 * Moves a claim along its lifecycle.
 * @param towards the state meant, where the event may lead to several
 */
export function transition(
  before: ClaimHead,
  event: ClaimEvent,
  towards: ClaimState | undefined,
  changes: Partial<ClaimHead>,
  moment: ClaimMoment,
  detail: { readonly [name: string]: Json } = {},
): Result<ClaimChange, NotAllowed<ClaimState, ClaimEvent>> {
  const state = next(claimLifecycle, before.state, event, towards);
  if (!state.ok) return err(state.error);
  return ok(changed(before, { ...before, ...changes, state: state.value }, event, moment, detail));
}

function changed(
  before: ClaimHead | undefined,
  after: ClaimHead,
  event: string,
  moment: ClaimMoment,
  detail: { readonly [name: string]: Json },
): ClaimChange {
  const change = changeSubject(
    before && { version: before.version, auditHash: before.auditHash },
    {
      subjectKind: 'claim',
      subjectId: after.claimId,
      at: moment.at,
      actor: moment.actor,
      event,
      ...(before ? { from: before.state } : {}),
      to: after.state,
      detail: { ...detail, content: after.contentCommitment },
    },
    storable(after),
  );
  return {
    head: { ...after, version: change.head.version, auditHash: change.head.auditHash },
    actions: change.actions,
  };
}
