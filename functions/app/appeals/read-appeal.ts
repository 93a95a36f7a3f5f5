import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { AppealOutcome } from '../../domain/review/appeal-lifecycle.ts';
import { areaCode } from '../../domain/review/area.ts';
import { type Bar, barredFrom } from '../claims/barred.ts';
import { readClaimHead } from '../claims/claim-head.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { writtenToApplicant } from '../claims/written-to-applicant.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { type DecidedStep, decidedSteps } from '../review/decided-steps.ts';
import type { NoteReading } from '../review/readings.ts';
import type { Table } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { appealGrounds, readAppealHead } from './appeal-head.ts';
import { appealOutcomesFor } from './decide-appeal.ts';
import { type AppealView, appealView } from './list-appeals.ts';

/** An appeal as whoever decides on it sees it. Whoever may not is told so, and not what was said. */
export type OpenAppeal = AppealView &
  (
    | { readonly barred: Bar; readonly events: readonly [] }
    | {
        /** What the caller may decide of it now. */
        readonly events: readonly AppealOutcome[];
        readonly grounds: string;
        /** What was written to the applicant with the rejection; the rules alone write nothing. */
        readonly rejection?: string;
        readonly steps: readonly DecidedStep[];
      }
  );

export interface ReadAppealInput {
  readonly appealId: string;
  readonly permitFor: PermitFor;
}

export interface ReadAppealDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
  readonly noteReading: NoteReading;
}

/** Opens an appeal to an officer who may decide on it, and notes who did. */
export function createReadAppeal(deps: ReadAppealDeps) {
  const { table, clock, envelopes, noteReading } = deps;
  return async ({ appealId, permitFor }: ReadAppealInput): Promise<Result<OpenAppeal, FindClaimProblem>> => {
    const appeal = await readAppealHead(table, appealId);
    const claim = appeal && (await readClaimHead(table, appeal.claimId));
    if (!appeal || !claim) return err({ kind: 'not-found' });
    const permit = permitFor({ areaCode: areaCode(appeal.areaCode) });
    if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
    const { actor } = permit.value;
    const view = appealView(appeal, claim);
    const barred = await barredFrom(table, claim, 'appeal', actor);
    if (barred) return ok({ ...view, barred, events: [] });
    await noteReading({ claimId: claim.claimId, actor, appealId });
    const grounds = await openPart(table, envelopes, appealGrounds(appealId));
    if (typeof grounds !== 'string') throw new Error(`${appealId} is stored without its grounds`);
    const entries = await Array.fromAsync(readChain(table, subjectPk('claim', claim.claimId)));
    const rejection = await writtenToApplicant(deps, claim, entries);
    return ok({
      ...view,
      events: appealOutcomesFor(deps, claim, appeal, { actor, at: clock.now() }),
      grounds,
      ...(rejection === undefined ? {} : { rejection }),
      steps: await decidedSteps(table, envelopes, 'appeal', appealId),
    });
  };
}
