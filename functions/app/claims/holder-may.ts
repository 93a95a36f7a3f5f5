import { awardLifecycle, type AwardState } from '../../domain/awards/award-lifecycle.ts';
import {
  type HolderAct,
  holderActs,
  mayAnswer,
  mayAppeal,
  mayWithdraw,
  takesEvidence,
} from '../../domain/claims/holder-acts.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { ClaimHead } from './claim-head.ts';

/** What the holder of a claim may do to it today. */
export function holderMay(
  head: ClaimHead,
  award: { readonly status: AwardState } | undefined,
  today: CalendarDate,
): readonly HolderAct[] {
  const may: Readonly<Record<HolderAct, boolean>> = {
    answer: mayAnswer(head),
    appeal: mayAppeal(head, today),
    'name-account': award !== undefined && !isFinal(awardLifecycle, award.status),
    'add-evidence': takesEvidence(head.state) !== undefined,
    withdraw: mayWithdraw(head),
  };
  return holderActs.filter((act) => may[act]);
}
