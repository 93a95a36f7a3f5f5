import { type AwardEvent, type AwardState, awardLifecycle } from '../../../domain/awards/award-lifecycle.ts';
import { next } from '../../../domain/lifecycle/lifecycle.ts';
import { payeeConfirmers, type Role, suspenders, upperReviewers } from '../../../domain/review/role.ts';
import { hasRole, type Staff } from '../../kernel/page.ts';

/** What staff do on an award, each on a page of its own. */
export type AwardAct = 'checkChange' | 'suspension' | 'resumption' | 'end';

/** Who does it, and what it does to the award: `exit` stands for a death too, which ends it in more states. */
const acts: Readonly<
  Record<
    Exclude<AwardAct, 'checkChange'>,
    { readonly who: readonly Role[]; readonly events: readonly AwardEvent[] }
  >
> = {
  suspension: { who: suspenders, events: ['suspend'] },
  resumption: { who: upperReviewers, events: ['cleared'] },
  end: { who: upperReviewers, events: ['death', 'exit'] },
};

interface AwardAtHand {
  readonly awardId: string;
  readonly status: AwardState;
  readonly pending?: unknown;
}

/** What somebody may do on an award as it is now; the API has the last word. */
export function actsOn(award: AwardAtHand, staff: Staff | undefined): readonly AwardAct[] {
  const changes = (['suspension', 'resumption', 'end'] as const).filter((act) => {
    const { who, events } = acts[act];
    return hasRole(staff, ...who) && events.some((event) => next(awardLifecycle, award.status, event).ok);
  });
  const checks = award.pending !== undefined && hasRole(staff, ...payeeConfirmers);
  return [...(checks ? (['checkChange'] as const) : []), ...changes];
}

export function awardAddress(awardId: string): string {
  return `/staff/awards/${awardId}`;
}

export function actAddress({ awardId }: Pick<AwardAtHand, 'awardId'>, act: AwardAct): string {
  return act === 'checkChange' ? `/staff/payees/${awardId}` : `${awardAddress(awardId)}/${act}`;
}
