import { owedFen, type ReceivableHead } from '../../../app/receivables/receivable-head.ts';
import { sumOfParts } from '../../../domain/ledger/shares.ts';
import { actsIn } from '../../../domain/receivables/receivable-acts.ts';
import { type CalendarDate, daysBetween } from '../../../domain/time/calendar-date.ts';

/** A receivable as its routes answer it. */
export function receivableBody(receivable: ReceivableHead, today: CalendarDate) {
  const {
    state,
    reserved,
    owed: _owed,
    auditHash: _auditHash,
    assessedAt: _assessedAt,
    ...shown
  } = receivable;
  return {
    ...shown,
    status: state,
    owedFen: owedFen(receivable),
    ageDays: daysBetween(receivable.assessedOn, today),
    ...(reserved
      ? {
          keptBack: {
            paymentId: reserved.paymentId,
            runId: reserved.runId,
            amountFen: sumOfParts(reserved.parts),
          },
        }
      : {}),
    acts: actsIn(state, receivable.proposal !== undefined),
  };
}
