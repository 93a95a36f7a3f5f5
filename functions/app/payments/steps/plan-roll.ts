import { type PlanItem } from '../../../contracts/store/payment-run.ts';
import type { AwardsForRoll } from '../../awards/ports.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import { pagesOf } from '../../store/pages.ts';
import type { Action, Table } from '../../store/ports.ts';
import { listRecovering } from '../../receivables/keep-back.ts';
import { transact } from '../../store/transact.ts';
import { readPayoutChangeCount } from '../payout-changes.ts';
import { readPlan } from '../chunks.ts';
import { listCorrections } from '../corrections.ts';
import { lastPeriodBefore } from '../last-period.ts';
import { chunkNumbers } from '../post-chunks.ts';
import { existingRunHead, type RunHead } from '../run-head.ts';
import { defaultChunkSize, planKey, rollKey } from '../run-keys.ts';
import { voidEarlierAttempt } from '../void-attempt.ts';

export interface PlanRollDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly awards: Pick<AwardsForRoll, 'list'>;
  readonly chunkSize?: number;
}

// Lists of a thousand award ids, about 40 KB each, well under a transaction's 4 MB.
const listsATransaction = 50;

/**
 * Cuts the roll into chunks. The list is written under an id of its own and then named by the plan, so two planners
 * at once leave one list, whole; asked again, it gives the plan that stands.
 */
export function createPlanRoll(deps: PlanRollDeps) {
  const { table } = deps;
  return async ({ runId }: { readonly runId: string }) => {
    const head = await existingRunHead(table, runId);
    const plan = (await readPlan(table, runId, head.attempt)) ?? (await makePlan(deps, head));
    return { attempt: head.attempt, chunks: chunkNumbers(plan.chunks) };
  };
}

async function makePlan(deps: PlanRollDeps, head: RunHead): Promise<PlanItem> {
  const { table, clock, ids } = deps;
  const { runId, attempt, programme } = head;
  await voidEarlierAttempt(deps, head);
  // Before the awards are read: a change that comes in between is one that the run does not know.
  const payoutChangesSeen = await readPayoutChangeCount(table, programme);
  const lastPeriod = await lastPeriodBefore(table, programme, head.period);
  const rollId = ids.newId('roll');
  const chunks = await writeRoll(deps, head, rollId);
  const plan = {
    rollId,
    chunks,
    at: clock.now(),
    date: clock.today(),
    payoutChangesSeen,
    ...(lastPeriod === undefined ? {} : { lastPeriod }),
  };
  const result = await transact(table, [
    { put: { ...planKey(runId, attempt), ...plan }, if: { exists: false } },
  ]);
  if (result.ok) return plan;
  const first = await readPlan(table, runId, attempt);
  if (!first) throw new Error(`the plan of ${runId} is there and is not`);
  return first;
}

async function writeRoll(
  { table, awards, chunkSize = defaultChunkSize }: PlanRollDeps,
  head: RunHead,
  rollId: string,
): Promise<number> {
  const { runId, attempt, programme, period, terms } = head;
  let chunks = 0;
  let lists: Action[] = [];
  let awardIds: string[] = [];
  const corrections = Map.groupBy(await listCorrections(table, programme, period), ({ awardId }) => awardId);
  const recovering = terms.recovery ? await listRecovering(table, programme) : [];
  const receivables = Map.groupBy(recovering, ({ awardId }) => awardId);
  const cut = async (): Promise<void> => {
    const owed = awardIds.flatMap((awardId) => corrections.get(awardId) ?? []);
    const owing = awardIds.flatMap((awardId) => receivables.get(awardId) ?? []);
    lists.push({
      put: {
        ...rollKey({ runId, attempt, chunk: chunks }, rollId),
        awardIds,
        ...(owed.length === 0 ? {} : { corrections: owed.map((one) => ({ ...one })) }),
        ...(owing.length === 0 ? {} : { receivables: owing.map((one) => ({ ...one })) }),
      },
    });
    chunks += 1;
    awardIds = [];
    if (lists.length === listsATransaction) await flush();
  };
  const flush = async (): Promise<void> => {
    if (lists.length > 0) await transact(table, lists);
    lists = [];
  };
  for await (const ids of pagesOf(({ cursor }) => awards.list(programme, period, cursor))) {
    for (const awardId of ids) {
      awardIds.push(awardId);
      if (awardIds.length === chunkSize) await cut();
    }
  }
  if (awardIds.length > 0) await cut();
  await flush();
  return chunks;
}
