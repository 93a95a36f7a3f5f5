import { acknowledgedIsKept, everyChangeIsAudited, movesAlongItsGraph } from './audit-invariants.ts';
import { decisionsRecompute, unknownNeverDecides } from './claim-invariants.ts';
import {
  balancesReplay,
  debitsEqualCredits,
  moneyIsWholeFen,
  nothingOverdrawn,
  nothingOverRecovered,
} from './ledger-invariants.ts';
import { type Observation, observe, type Observed } from './observed.ts';
import {
  everyLineIsBooked,
  oneIdEach,
  onePayableEach,
  sentIsWhatWasReleased,
  totalsReplay,
  unknownIsOnlyAskedAfter,
} from './payment-invariants.ts';
import { streetsReplay } from './street-invariant.ts';
import { nobodyHasTwoParts } from './separation-invariant.ts';

type Invariant = (observed: Observed) => readonly string[];

/** What must always hold: the list of the project's invariants, in its order, each as what is wrong when it does not. */
export const invariants = {
  '1 debits equal credits': debitsEqualCredits,
  '2 one payable each': onePayableEach,
  '3 one id each': oneIdEach,
  '4 nothing overdrawn': (observed) => [...nothingOverdrawn(observed), ...nothingOverRecovered(observed)],
  '5 nobody has two parts': nobodyHasTwoParts,
  '6 along its graph': movesAlongItsGraph,
  '7 unknown is only asked after': unknownIsOnlyAskedAfter,
  '8 every line is booked': everyLineIsBooked,
  '9 sent is what was released': sentIsWhatWasReleased,
  '10 acknowledged is kept': acknowledgedIsKept,
  '11 every change is audited': everyChangeIsAudited,
  '12 replays to the same': (observed) => [
    ...balancesReplay(observed),
    ...streetsReplay(observed),
    ...totalsReplay(observed),
  ],
  '13 money is whole fen': moneyIsWholeFen,
  '14 decisions recompute': decisionsRecompute,
  '15 unknown never decides': unknownNeverDecides,
} as const satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof invariants;

/** @returns what does not hold, a line each, with the invariant it breaks; empty when all is well */
export function violations(observation: Observation): readonly string[] {
  const observed = observe(observation);
  return Object.entries(invariants).flatMap(([name, holds]: readonly [string, Invariant]) =>
    holds(observed).map((what) => `${name}: ${what}`),
  );
}
