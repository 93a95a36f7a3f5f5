import { readPositions } from '../../functions/domain/payments/positions.ts';
import type { Transfer } from '../../functions/domain/ledger/transfer.ts';
import { chunkName, type Observed } from './observed.ts';

/** What is spent on no street. */
const ofNobody = 'fee';

/**
 * 12, of payouts by street: adding up what is spent gives what is kept of each street; whatever goes to people goes to
 * their streets; and no street ever gives back more than it got.
 */
export function streetsReplay(observed: Observed): readonly string[] {
  const wrong: string[] = [];
  const sums = new Map<string, Map<string, number>>();
  for (const transfer of observed.transfers) {
    const { id, event, debit, credit, amountFen, programme, year, streets = [] } = transfer;
    if (debit !== 'B5' && credit !== 'B5') continue;
    const placed = streets.reduce((sum, street) => sum + street.amountFen, 0);
    if (placed !== (event.includes(ofNobody) ? 0 : amountFen))
      wrong.push(`transfer ${id}: ${String(placed)} of ${String(amountFen)} is of a street`);
    wrong.push(...strangers(observed, transfer));
    const key = `STREET-PAYOUT#${String(year)} ${programme}`;
    const sum = sums.get(key) ?? new Map<string, number>();
    sums.set(key, sum);
    const add = (name: string, by: number): unknown => sum.set(name, (sum.get(name) ?? 0) + by);
    const [side, sign] = credit === 'B5' ? (['paidFen', 1] as const) : (['cameBackFen', -1] as const);
    for (const { street, payments, amountFen: part } of streets) {
      add(`${side} ${street}`, part);
      add(`payments ${street}`, sign * payments);
    }
    add(`${side} -`, amountFen - placed);
  }
  const stored = new Map(observed.streetPayouts.map((item) => [`${item.pk} ${item.sk}`, item]));
  for (const key of new Set([...sums.keys(), ...stored.keys()])) {
    const [sum, item] = [sums.get(key), stored.get(key)];
    const names = new Set(
      [...(sum?.keys() ?? []), ...Object.keys(item ?? {})].filter((name) => /\s/.test(name)),
    );
    for (const name of names) {
      const kept = Number(item?.[name] ?? 0);
      if (kept !== (sum?.get(name) ?? 0)) wrong.push(`${key}: ${name} is not what its transfers add up to`);
      if (kept < 0) wrong.push(`${key}: ${name} is ${String(kept)}`);
      const cameBack = Number(item?.[name.replace('paidFen', 'cameBackFen')] ?? 0);
      if (name.startsWith('paidFen') && kept < cameBack) wrong.push(`${key}: ${name} is less than came back`);
    }
  }
  return wrong;
}

/** Streets of a transfer that none of its payments' awards is in. */
function strangers({ chunks, awards }: Observed, { id, streets, ...of }: Transfer): readonly string[] {
  const { runId, attempt, chunk, positions } = of;
  if (runId === undefined || attempt === undefined || chunk === undefined || positions === undefined)
    return [];
  const awardIds = chunks.get(chunkName(runId, attempt, chunk))?.payments?.awardIds ?? [];
  const areas = readPositions(positions).map((at) => awards.get(awardIds[at] ?? '')?.areaCode);
  if (areas.includes(undefined)) return [];
  return (streets ?? [])
    .filter(({ street }) => !areas.some((area) => area?.startsWith(street)))
    .map(({ street }) => `transfer ${id}: ${street} is the street of none of its payments`);
}
