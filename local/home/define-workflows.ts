import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { createAdoptClaimStep } from '../../functions/handlers/steps/claim/adopt-claim/handler.ts';
import { createAssessClaimStep } from '../../functions/handlers/steps/claim/assess-claim/handler.ts';
import { createAwaitReviewStep } from '../../functions/handlers/steps/claim/await-review/handler.ts';
import { createAwardBenefitStep } from '../../functions/handlers/steps/claim/award-benefit/handler.ts';
import { createRegisterFamilyStep } from '../../functions/handlers/steps/claim/register-family/handler.ts';
import { createVerifyConditionsStep } from '../../functions/handlers/steps/claim/verify-conditions/handler.ts';
import { createAdoptRunStep } from '../../functions/handlers/steps/payment-run/adopt-run/handler.ts';
import { createAwaitReleaseStep } from '../../functions/handlers/steps/payment-run/await-release/handler.ts';
import { createAwaitSettlementStep } from '../../functions/handlers/steps/payment-run/await-settlement/handler.ts';
import { createBuildChunkStep } from '../../functions/handlers/steps/payment-run/build-chunk/handler.ts';
import { createBuildFilesStep } from '../../functions/handlers/steps/payment-run/build-files/handler.ts';
import { createCloseRunStep } from '../../functions/handlers/steps/payment-run/close-run/handler.ts';
import { createPlanRollStep } from '../../functions/handlers/steps/payment-run/plan-roll/handler.ts';
import { createSendFilesStep } from '../../functions/handlers/steps/payment-run/send-files/handler.ts';
import { createTellPayeesStep } from '../../functions/handlers/steps/payment-run/tell-payees/handler.ts';
import { createVoidRunStep } from '../../functions/handlers/steps/payment-run/void-run/handler.ts';
import { claimBindings } from '../../workflows/claim/bindings.ts';
import { paymentRunBindings } from '../../workflows/payment-run/bindings.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import type { Engine } from '../engine/engine.ts';
import type { StepHandler } from '../engine/step.ts';
import type { Ports } from './ports.ts';
import { projectRoot } from './project-root.ts';

/** A step's handler for each placeholder of a machine's definition: one too few or too many does not compile. */
type StepsOf<Bindings extends { readonly steps: object }> = {
  readonly [Placeholder in keyof Bindings['steps']]: (event: unknown) => Promise<unknown>;
};

/** What stands between the engine and a step, named by its placeholder: tests stop the process there. */
export type AroundStep = (placeholder: string, step: StepHandler) => StepHandler;

/** What the steps need of the home. */
export type StepPorts = Omit<Ports, 'table'> & { readonly table: Table };

/** Gives the embedded engine the same definitions and handlers that are deployed there. */
export async function defineWorkflows(
  engine: Engine,
  ports: StepPorts,
  around: AroundStep = (_, step) => step,
): Promise<void> {
  const claim: StepsOf<typeof claimBindings> = {
    RegisterFamily: createRegisterFamilyStep(ports),
    VerifyConditions: createVerifyConditionsStep(ports),
    AssessClaim: createAssessClaimStep(ports),
    AwaitReview: createAwaitReviewStep(ports),
    AwardBenefit: createAwardBenefitStep(ports),
    AdoptClaim: createAdoptClaimStep(ports),
  };
  const paymentRun: StepsOf<typeof paymentRunBindings> = {
    PlanRoll: createPlanRollStep(ports),
    BuildChunk: createBuildChunkStep(ports),
    BuildFiles: createBuildFilesStep(ports),
    AwaitRelease: createAwaitReleaseStep(ports),
    SendFiles: createSendFilesStep(ports),
    AwaitSettlement: createAwaitSettlementStep(ports),
    TellPayees: createTellPayeesStep(ports),
    CloseRun: createCloseRunStep(ports),
    VoidRun: createVoidRunStep(ports),
    AdoptRun: createAdoptRunStep(ports),
  };
  await engine.define('claim', await readDefinition(claimBindings.definition), onEngine(claim, around));
  await engine.define(
    'payment-run',
    await readDefinition(paymentRunBindings.definition),
    onEngine(paymentRun, around),
  );
}

async function readDefinition(path: string): Promise<object> {
  return z.looseObject({}).parse(JSON.parse(await readFile(join(projectRoot, path), 'utf8')));
}

/** The engine's second argument, the idempotency key, is not needed: steps are idempotent on their subject. */
function onEngine(
  steps: Readonly<Record<string, (event: unknown) => Promise<unknown>>>,
  around: AroundStep,
): Record<string, StepHandler> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, around(name, (payload: unknown) => step(payload))]),
  );
}
