import { sealedObjectionSchema } from '../../contracts/store/sealed-records.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { areaCode } from '../../domain/review/area.ts';
import type { ObjectionEvent } from '../../domain/review/objection-lifecycle.ts';
import { type Bar, barredFrom } from '../claims/barred.ts';
import { readClaimHead } from '../claims/claim-head.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { type DecidedStep, decidedSteps } from '../review/decided-steps.ts';
import type { NoteReading } from '../review/readings.ts';
import type { Table } from '../store/ports.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { objectionDuty, objectionOutcomes } from './decide-objection.ts';
import { type ObjectionView, objectionView } from './list-objections.ts';
import { objectionContent, readObjectionHead } from './objection-head.ts';

/** An objection as whoever decides on it sees it. Whoever may not is told so, and not what was said and by whom. */
export type OpenObjection = ObjectionView &
  (
    | { readonly barred: Bar; readonly events: readonly [] }
    | {
        /** What the caller may decide of it now. */
        readonly events: readonly ObjectionEvent[];
        readonly fact: string;
        readonly contact?: string;
        readonly steps: readonly DecidedStep[];
      }
  );

export interface ReadObjectionInput {
  readonly objectionId: string;
  readonly permitFor: PermitFor;
}

export interface ReadObjectionDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly noteReading: NoteReading;
}

/** Opens an objection to whoever may decide on it, and notes who did. */
export function createReadObjection(deps: ReadObjectionDeps) {
  const { table, clock, envelopes, noteReading } = deps;
  return async ({
    objectionId,
    permitFor,
  }: ReadObjectionInput): Promise<Result<OpenObjection, FindClaimProblem>> => {
    const objection = await readObjectionHead(table, objectionId);
    const claim = objection && (await readClaimHead(table, objection.claimId));
    if (!objection || !claim) return err({ kind: 'not-found' });
    const permit = permitFor({ areaCode: areaCode(objection.areaCode) });
    if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
    const { actor } = permit.value;
    const view = objectionView(objection, claim);
    const barred = await barredFrom(table, claim, objectionDuty, actor);
    if (barred) return ok({ ...view, barred, events: [] });
    await noteReading({ claimId: claim.claimId, actor, objectionId });
    const content = await openPart(table, envelopes, objectionContent(objectionId));
    const { fact, contact } = sealedObjectionSchema.parse(content);
    return ok({
      ...view,
      events: objectionOutcomes(deps, claim, objection, { actor, at: clock.now() }),
      fact,
      ...(contact === null ? {} : { contact }),
      steps: await decidedSteps(table, envelopes, 'objection', objectionId),
    });
  };
}
