import { createPolicyPaymentTerms } from '../../functions/app/payments/policy-payment-terms.ts';
import { createPrepareRun } from '../../functions/app/payments/prepare-run.ts';
import { createReleaseRun } from '../../functions/app/payments/release-run.ts';
import { readRunHead, type RunHead } from '../../functions/app/payments/run-head.ts';
import { createImportBankMessage } from '../../functions/app/reconciliation/import-bank-message.ts';
import { createAdoptRunStep } from '../../functions/handlers/steps/payment-run/adopt-run/handler.ts';
import { createAwaitReleaseStep } from '../../functions/handlers/steps/payment-run/await-release/handler.ts';
import { createAwaitSettlementStep } from '../../functions/handlers/steps/payment-run/await-settlement/handler.ts';
import { createWhomToTell } from '../../functions/app/awards/whom-to-tell.ts';
import { createTellPayeesStep } from '../../functions/handlers/steps/payment-run/tell-payees/handler.ts';
import { createBuildChunkStep } from '../../functions/handlers/steps/payment-run/build-chunk/handler.ts';
import { createBuildFilesStep } from '../../functions/handlers/steps/payment-run/build-files/handler.ts';
import { createCloseRunStep } from '../../functions/handlers/steps/payment-run/close-run/handler.ts';
import { createPlanRollStep } from '../../functions/handlers/steps/payment-run/plan-roll/handler.ts';
import { createSendFilesStep } from '../../functions/handlers/steps/payment-run/send-files/handler.ts';
import { createVoidRunStep } from '../../functions/handlers/steps/payment-run/void-run/handler.ts';
import { BankFilesInMemory } from '../fakes/bank-files-in-memory.ts';
import { ScriptedBank } from '../fakes/scripted-bank.ts';
import type { ClaimsAtWork } from './claims-at-work.ts';
import { demoBank } from './demo-bank.ts';
import { approver, preparer, reconciler } from './finance-office.ts';

const payer = {
  initiatingParty: '崇川区财政局',
  debtor: { name: '崇川区财政局', account: '9900000000000001', bankId: demoBank.bank },
  remittance: '财政补助',
  returnWindowDays: 30,
  answerWithinWorkingDays: 3,
};

/** The half-year's run over the awards of claims at work: its steps as they are deployed, and a bank. */
export function paymentsAtWork(work: ClaimsAtWork) {
  const atBank = new ScriptedBank();
  const deps = {
    ...work,
    awards: work.awardsForRoll,
    whomToTell: createWhomToTell(work.table),
    bankFiles: new BankFilesInMemory(),
    bankChannel: atBank,
    terms: createPolicyPaymentTerms(work, payer, new Map([[demoBank.bank, demoBank]]), async () => undefined),
  };
  const steps = {
    PlanRoll: createPlanRollStep(deps),
    BuildChunk: createBuildChunkStep(deps),
    BuildFiles: createBuildFilesStep(deps),
    AwaitRelease: createAwaitReleaseStep(deps),
    SendFiles: createSendFilesStep(deps),
    AwaitSettlement: createAwaitSettlementStep(deps),
    TellPayees: createTellPayeesStep(deps),
    CloseRun: createCloseRunStep(deps),
    VoidRun: createVoidRunStep(deps),
    AdoptRun: createAdoptRunStep(deps),
  };

  async function head(runId: string): Promise<RunHead> {
    const found = await readRunHead(work.stored, runId);
    if (!found) throw new Error(`no run ${runId}`);
    return found;
  }

  return {
    steps,
    head,
    async prepare(): Promise<string> {
      const period = { programme: 'rural-reward', period: '2008-H1' };
      const prepared = await createPrepareRun(deps)({ ...period, actor: preparer });
      if (!prepared.ok) throw new Error(prepared.error.kind);
      return prepared.value.runId;
    },
    async release(runId: string): Promise<void> {
      const { payloadHash = '' } = await head(runId);
      const released = await createReleaseRun(deps)({ runId, payloadHash, actor: approver });
      if (!released.ok) throw new Error(released.error.kind);
    },
    /** Imports the bank's statement of all that it was ordered to pay. @returns how many lines matched */
    async settleAll(): Promise<number> {
      const statement = atBank.statement(atBank.debits());
      const imported = await createImportBankMessage(deps)({
        actor: reconciler,
        contentHash: '0'.repeat(64),
        open: async function* () {
          yield* statement;
        },
      });
      if (!imported.ok) throw new Error(imported.error.kind);
      return imported.value.matched;
    },
  };
}
