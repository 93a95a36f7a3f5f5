import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createPolicyPaymentTerms } from '../../functions/app/payments/policy-payment-terms.ts';
import { createPrepareRun } from '../../functions/app/payments/prepare-run.ts';
import { createReleaseRun } from '../../functions/app/payments/release-run.ts';
import { readRunHead } from '../../functions/app/payments/run-head.ts';
import { createImportBankMessage } from '../../functions/app/reconciliation/import-bank-message.ts';
import { createAdoptRunStep } from '../../functions/handlers/steps/payment-run/adopt-run/handler.ts';
import { createAwaitReleaseStep } from '../../functions/handlers/steps/payment-run/await-release/handler.ts';
import { createAwaitSettlementStep } from '../../functions/handlers/steps/payment-run/await-settlement/handler.ts';
import { createBuildChunkStep } from '../../functions/handlers/steps/payment-run/build-chunk/handler.ts';
import { createBuildFilesStep } from '../../functions/handlers/steps/payment-run/build-files/handler.ts';
import { createCloseRunStep } from '../../functions/handlers/steps/payment-run/close-run/handler.ts';
import { createPlanRollStep } from '../../functions/handlers/steps/payment-run/plan-roll/handler.ts';
import { createSendFilesStep } from '../../functions/handlers/steps/payment-run/send-files/handler.ts';
import { createVoidRunStep } from '../../functions/handlers/steps/payment-run/void-run/handler.ts';
import type { BankProfile } from '../../functions/contracts/bank/bank-profile.ts';
import { aForm, type ClaimsAtWork, claimsAtWork } from '../builders/claims-at-work.ts';
import { approver, preparer, reconciler } from '../builders/finance-office.ts';
import { BankFilesInMemory } from '../fakes/bank-files-in-memory.ts';
import { type StoreUse, meteredTable, noUse } from '../fakes/metered-table.ts';
import { ScriptedBank } from '../fakes/scripted-bank.ts';

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

const bank: BankProfile = {
  bank: 'DEMOCNSH',
  files: {
    formats: [{ format: 'pain.001', version: '09' }],
    mostPayments: 5_000,
    endToEndIds: 'full',
  },
};

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
  const atBank = new ScriptedBank();
  const deps = {
    ...work,
    awards: work.awardsForRoll,
    bankFiles: new BankFilesInMemory(),
    bankChannel: atBank,
    terms: createPolicyPaymentTerms(
      work.policies,
      {
        initiatingParty: '崇川区财政局',
        debtor: { name: '崇川区财政局', account: '9900000000000001', bankId: bank.bank },
        remittance: '财政补助',
        returnWindowDays: 30,
      },
      new Map([[bank.bank, bank]]),
    ),
  };
  const steps = {
    PlanRoll: createPlanRollStep(deps),
    BuildChunk: createBuildChunkStep(deps),
    BuildFiles: createBuildFilesStep(deps),
    AwaitRelease: createAwaitReleaseStep(deps),
    SendFiles: createSendFilesStep(deps),
    AwaitSettlement: createAwaitSettlementStep(deps),
    CloseRun: createCloseRunStep(deps),
    VoidRun: createVoidRunStep(deps),
    AdoptRun: createAdoptRunStep(deps),
  };
  await work.engine.define(
    'payment-run',
    JSON.parse(readFileSync('workflows/payment-run/payment-run.asl.json', 'utf8')) as object,
    Object.fromEntries(
      Object.entries(steps).map(([name, step]) => [
        name,
        async (payload: unknown) => {
          work.visited.push(name);
          return step(payload);
        },
      ]),
    ),
  );
  const prepared = await createPrepareRun(deps)({
    programme: 'rural-reward',
    period: '2008-H1',
    actor: preparer,
  });
  if (!prepared.ok) throw new Error(prepared.error.kind);
  const { runId } = prepared.value;
  await work.settle();
  const { payloadHash = '', payments } = (await readRunHead(work.stored, runId))!;
  expect(payments).toBe(awards);
  const released = await createReleaseRun(deps)({ runId, payloadHash, actor: approver });
  expect(released).toMatchObject({ ok: true });
  await work.settle();
  const statement = atBank.statement(atBank.debits());
  const imported = await createImportBankMessage(deps)({
    actor: reconciler,
    contentHash: '0'.repeat(64),
    open: async function* () {
      yield* statement;
    },
  });
  expect(imported).toMatchObject({ ok: true, value: { matched: awards, exceptions: 0 } });
  await work.settle();
  await work.day('2008-07-15');
  expect(await readRunHead(work.stored, runId)).toMatchObject({ state: 'closed' });
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
