import type { Observed } from './observed.ts';

/** States that a claim reaches only by what the rules or the registers say yes to. */
const granted = new Set(['review', 'posting', 'objected', 'awaiting-funds', 'awarded']);

/** 14. Every decision record decides the same again, and an award is what its record came to. */
export function decisionsRecompute({ decisions = [], claims, awards }: Observed): readonly string[] {
  const wrong = decisions.flatMap(({ name, hash, recomputedHash, record }) => {
    const sum = record.components.reduce((total, { amountFen }) => total + amountFen, 0);
    return [
      ...(hash === recomputedHash ? [] : [`${name} decides otherwise when it is decided again`]),
      ...(sum === record.amountFen ? [] : [`${name}: its components are not its amount`]),
    ];
  });
  for (const [awardId, { claimId, amountFen, recordHash }] of awards) {
    const decision = claims.get(claimId)?.decision;
    if (decision?.recordHash !== recordHash || decision.amountFen !== amountFen) {
      wrong.push(`award ${awardId} is not what its claim's decision says`);
    }
  }
  return wrong;
}

/** 15. What nobody knows decides nothing: neither for the claim nor against it. */
export function unknownNeverDecides({ claims, awards, decisions = [] }: Observed): readonly string[] {
  const wrong: string[] = [];
  for (const [claimId, { state, decision, awardId }] of claims) {
    const outcome = decision?.outcome;
    if (granted.has(state) && outcome !== 'met')
      wrong.push(`claim ${claimId} is ${state} and ${String(outcome)}`);
    if (state === 'rejected' && outcome !== 'failed' && outcome !== 'met') {
      wrong.push(`claim ${claimId} is rejected and ${String(outcome)}`);
    }
    if (state === 'awarded' && (awardId === undefined || !awards.has(awardId))) {
      wrong.push(`claim ${claimId} is awarded without an award`);
    }
  }
  for (const { name, record } of decisions) {
    if (record.outcome === 'met' && record.unknown.length > 0)
      wrong.push(`${name} is met, and something is unknown`);
    if (record.outcome === 'failed' && record.failing.length === 0)
      wrong.push(`${name} is failed by nothing`);
    if (record.outcome !== 'met' && record.amountFen !== 0) wrong.push(`${name} pays without being met`);
  }
  return wrong;
}
