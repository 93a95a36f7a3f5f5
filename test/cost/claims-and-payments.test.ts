import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { aForm, type ClaimsAtWork, claimsAtWork } from '../builders/claims-at-work.ts';
import { paymentsAtWork } from '../builders/payments-at-work.ts';
import { type StoreUse, meteredTable, noUse } from '../fakes/metered-table.ts';

/**
 * Store, workflow and functions, as AWS counts them. The edge's own reads (who comes, with which role) are not in it,
 * nor the schedules' (they cost the same whatever there is), nor DynamoDB's stream, which its own trigger reads free.
 */
interface Cost extends StoreUse {
  /** Of Standard executions: what Step Functions bills. */
  transitions: number;
  /** Of steps, by workflows. Requests of people come on top: one function each. */
  stepInvocations: number;
}

/** To change it on purpose: `HUIMIN_COSTS=write npm run jest -- test/cost`, and say in the commit why it costs more. */
const golden = 'test/golden/cost/claims-and-payments.json';

/** What has been used so far, to be taken away from what will have been. */
function usedSoFar(work: ClaimsAtWork, use: StoreUse): Cost {
  const counted = work.database.read((db) =>
    db
      .prepare(
        // A started execution enters its first state, which has no event of its own.
        `SELECT (SELECT count(*) FROM wf_executions WHERE parent_id IS NULL) +
                (SELECT count(*) FROM wf_events WHERE kind IN ('entered', 'failed')) AS transitions`,
      )
      .get(),
  );
  return { ...use, transitions: Number(counted?.transitions), stepInvocations: work.visited.length };
}

function each(costs: Cost, other: Cost, by: (cost: number, other: number) => number): Cost {
  const names = Object.keys(costs) as (keyof Cost)[];
  const entries = names.map((name) => [name, by(costs[name], other[name])]);
  return Object.fromEntries(entries);
}

/** Claims from the form to the award and, in one run, from the award to the end of the return window. */
async function costsOf(claims: number): Promise<{ readonly claims: Cost; readonly payments: Cost }> {
  const use = noUse();
  const work = await claimsAtWork({ couples: claims, wrap: (table) => meteredTable(table, use) });
  try {
    await work.fund(1_000_000);
    const begun = usedSoFar(work, use);
    const awarded = await claimsAwarded(work, claims);
    const between = usedSoFar(work, use);
    await allPaid(work, awarded);
    const ended = usedSoFar(work, use);
    const less = (later: number, earlier: number) => later - earlier;
    return { claims: each(between, begun, less), payments: each(ended, between, less) };
  } finally {
    await work.close();
  }
}

async function claimsAwarded(work: ClaimsAtWork, claims: number): Promise<number> {
  const posted: string[] = [];
  for (let n = 0; n < claims; n += 1) posted.push((await work.inPosting(aForm(n))).claimId);
  await work.day('2008-05-29');
  for (const claimId of posted) {
    const { state } = await work.decided('district', claimId, 'approve');
    expect(state).toBe('awarded');
  }
  return posted.length;
}

async function allPaid(work: ClaimsAtWork, awards: number): Promise<void> {
  const payments = paymentsAtWork(work);
  await work.engine.define(
    'payment-run',
    JSON.parse(readFileSync('workflows/payment-run/payment-run.asl.json', 'utf8')) as object,
    Object.fromEntries(
      Object.entries(payments.steps).map(([name, step]) => [
        name,
        async (payload: unknown) => {
          work.visited.push(name);
          return step(payload);
        },
      ]),
    ),
  );
  const runId = await payments.prepare();
  await work.settle();
  await payments.release(runId);
  await work.settle();
  expect(await payments.settleAll()).toBe(awards);
  await work.settle();
  await work.day('2008-07-15');
  expect(await payments.head(runId)).toMatchObject({ state: 'closed', payments: awards });
}

describe('what AWS would bill', () => {
  test('for a claim and for a payment is what it was, or was changed on purpose', async () => {
    const [few, more] = [await costsOf(10), await costsOf(20)];
    // What ten more claims, and ten more payments in the same run, add: the rest is there in any case.
    const perOne = (later: number, earlier: number) => (later - earlier) / 10;
    const costs = {
      claim: each(more.claims, few.claims, perOne),
      payment: each(more.payments, few.payments, perOne),
      run: each(few.payments, more.payments, (ten, twenty) => 2 * ten - twenty),
    };
    if (process.env.HUIMIN_COSTS === 'write') writeFileSync(golden, `${JSON.stringify(costs, null, 2)}\n`);
    expect(costs).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  }, 120_000);
});
