import type { Actor } from '../../domain/audit/actor.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type WorkingCalendar, plusWorkingDays } from '../../domain/time/working-days.ts';
import { noted, readClaimHead } from '../claims/claim-head.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow, readEarlierAnswer } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { claimIdOfPosting } from './list-posting.ts';
import { objectionAttributes, objectionContent } from './objection-head.ts';

export interface LodgeObjectionInput {
  readonly postingId: string;
  /** The fact that speaks against the claim, in the objector's words: sealed. */
  readonly fact: string;
  /** How to reach the objector, if they wish it: sealed. */
  readonly contact?: string | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type LodgeObjectionProblem =
  { readonly kind: 'not-found' } | { readonly kind: 'changed-since' } | KeyReused;

export interface LodgeObjectionDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly envelopes: Envelopes;
  readonly calendar: WorkingCalendar;
}

export type LodgeObjection = (
  input: LodgeObjectionInput,
) => Promise<Result<{ readonly objectionId: string }, LodgeObjectionProblem>>;

const triageWorkingDays = 3;
const attempts = 5;

const actor: Actor = { kind: 'public', id: 'public' };

/**
 * Takes an objection in, anonymously. The posting does not end while one is unsorted, and goes on as it was unless
 * somebody finds that it states a checkable fact.
 */
export function createLodgeObjection(deps: LodgeObjectionDeps): LodgeObjection {
  const { table, clock, ids, envelopes, calendar } = deps;
  return (input) =>
    answerOnce(
      table,
      input.idempotency,
      ({ objectionId }) => (typeof objectionId === 'string' ? { objectionId } : undefined),
      () => lodge(input),
    );

  /** Whoever objects at the same moment as somebody else, or as a day's sweep, need not hear of that. */
  async function lodge(input: LodgeObjectionInput): ReturnType<LodgeObjection> {
    for (let attempt = 1; ; attempt += 1) {
      const lodged = await lodgeOnce(input);
      if (lodged.ok || lodged.error.kind !== 'changed-since' || attempt === attempts) return lodged;
      if (await readEarlierAnswer(table, input.idempotency)) return lodged;
    }
  }

  async function lodgeOnce({
    postingId,
    fact,
    contact,
    idempotency,
  }: LodgeObjectionInput): ReturnType<LodgeObjection> {
    const claimId = claimIdOfPosting(postingId);
    const claim = claimId === undefined ? undefined : await readClaimHead(table, claimId);
    if (!claim || (claim.state !== 'posting' && claim.state !== 'objected'))
      return err({ kind: 'not-found' });

    const [objectionId, at] = [ids.newId('objection'), clock.now()];
    const sealed = await sealPart(envelopes, objectionContent(objectionId), {
      fact,
      contact: contact ?? null,
    });
    const change = noted(
      claim,
      'objection-lodged',
      { openObjections: claim.openObjections + 1 },
      { actor, at },
      {
        objectionId,
      },
    );
    const objection = changeSubject(
      undefined,
      {
        subjectKind: 'objection',
        subjectId: objectionId,
        at,
        actor,
        event: 'lodged',
        to: 'lodged',
        detail: { content: sealed.commitment },
      },
      objectionAttributes({
        objectionId,
        claimId: claim.claimId,
        state: 'lodged',
        areaCode: claim.areaCode,
        lodgedOn: clock.today(),
        dueOn: plusWorkingDays(clock.today(), triageWorkingDays, calendar),
      }),
    );
    const written = await transact(table, [
      ...(idempotency ? [idempotencyRow(idempotency, { objectionId })] : []),
      ...change.actions,
      ...objection.actions,
      sealed.action,
    ]);
    return written.ok ? ok({ objectionId }) : err({ kind: 'changed-since' });
  }
}
