import type { LastDeath } from '../receivables/instalment.ts';
import type { Facts, Group, PersonFacts } from './facts.ts';

/**
 * The last death in the family that the facts of a decision tell of: the person, the applicant, a spouse, a child.
 * @returns unknown when a register gave no answer about one of them; undefined when nobody died
 */
export function lastDeathIn({ person, applicant, marriages, children }: Facts): LastDeath | undefined {
  const spouses: readonly Group<PersonFacts>[] = marriages?.known
    ? marriages.value.map(({ spouse }) => spouse)
    : [];
  const people = [person, applicant, ...spouses].filter((group) => group !== undefined);
  if ([marriages, children, ...people].some((group) => group?.known === false)) return 'unknown';
  const days = [
    ...people.map((group) => (group.known ? group.value.diedOn : undefined)),
    ...(children?.known ? children.value.map(({ diedOn }) => diedOn) : []),
  ];
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}
