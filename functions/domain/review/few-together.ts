/**
 * Takes groups together that are so small that a figure of theirs might tell of one family (programmes.md: "groups
 * under 5 merged upwards"). Nothing is left out, so sums stay what they are; and what is taken together is never one
 * small group alone, which could be had by taking all others from the whole.
 * @param least cases that a group has to have to stand by itself
 * @returns every group in one list: those that stand alone in their order, then those taken together
 */
export function fewTogether<Group>(
  groups: readonly Group[],
  countOf: (group: Group) => number,
  least: number,
): readonly (readonly Group[])[] {
  const few: Group[] = [];
  let count = 0;
  for (const group of [...groups].sort((a, b) => countOf(a) - countOf(b))) {
    if (countOf(group) >= least && (few.length === 0 || count >= least)) break;
    few.push(group);
    count += countOf(group);
  }
  const alone = groups.filter((group) => !few.includes(group)).map((group) => [group]);
  return few.length === 0 ? alone : [...alone, groups.filter((group) => few.includes(group))];
}
