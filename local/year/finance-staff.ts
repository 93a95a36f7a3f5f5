import { createPrepareRun } from '../../functions/app/payments/prepare-run.ts';
import { type RunView, createReadRun } from '../../functions/app/payments/read-run.ts';
import { createReleaseRun } from '../../functions/app/payments/release-run.ts';
import type { Home } from '../home/home.ts';
import { actorOf } from './staff.ts';

/**
 * Prepares and releases a run as two people do, and waits until the bank has answered: the statement comes at the end
 * of the bank's day. A run with nothing to pay is prepared and left.
 */
export async function payPeriod(home: Home, programme: string, period: string): Promise<RunView> {
  const prepared = await createPrepareRun(home)({ programme, period, actor: actorOf('finance.preparer') });
  if (!prepared.ok) throw new Error(`${programme} ${period}: ${prepared.error.kind}`);
  const { runId } = prepared.value;
  await home.settle();
  const built = await readRun(home, runId);
  if (built.fault !== undefined) throw new Error(`run ${runId} cannot be prepared: ${built.fault}`);
  if (built.status !== 'prepared' || built.payloadHash === undefined) {
    throw new Error(`run ${runId} is ${built.status} after it was built`);
  }
  if (built.payments === 0) return built;
  const released = await createReleaseRun(home)({
    runId,
    payloadHash: built.payloadHash,
    actor: actorOf('finance.approver'),
  });
  if (!released.ok) throw new Error(`run ${runId} was not released: ${released.error.kind}`);
  await home.settle();
  await home.bank.endOfDay();
  await home.settle();
  return readRun(home, runId);
}

export async function readRun(home: Home, runId: string): Promise<RunView> {
  const run = await createReadRun(home)(runId);
  if (!run) throw new Error(`there is no run ${runId}`);
  return run;
}
