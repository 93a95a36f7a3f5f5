import type { AwardHead } from '../../../app/awards/award-head.ts';
import type { Page } from '../../../app/store/ports.ts';
import { money } from '../../../contracts/http/money.ts';

/** A page of awards as `list-awards` and `search-awards` answer it. */
export function awardsBody({ items, ...next }: Page<AwardHead>) {
  return { awards: items.map(awardBody), ...next };
}

function awardBody(head: AwardHead) {
  const { awardId, claimId, programme, state, period, areaCode, awardedOn, amountFen, recordHash } = head;
  const amount = money(amountFen);
  return { awardId, claimId, programme, status: state, period, areaCode, awardedOn, amount, recordHash };
}
