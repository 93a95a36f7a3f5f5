import type { Facts, FactSource, Group } from './facts.ts';

/** Which registers answered for the facts, each state of one once, in the order of the facts. */
export function sourcesOf({
  person,
  applicant,
  marriages,
  children,
  certificate,
  retirement,
  attestation,
  kinship,
}: Facts): readonly FactSource[] {
  const inMarriages = marriages?.known ? marriages.value.map(({ spouse }) => spouse) : [];
  const inChildren = children?.known ? children.value.map(({ disabilities }) => disabilities) : [];
  const groups: readonly (Group<unknown> | undefined)[] = [
    person,
    applicant,
    marriages,
    ...inMarriages,
    children,
    ...inChildren,
    certificate,
    retirement,
    attestation,
    kinship,
  ];
  const all = groups.flatMap((group) => (group?.known ? group.sources : []));
  return [...new Map(all.map((source) => [`${source.register} ${source.asOf}`, source])).values()];
}
