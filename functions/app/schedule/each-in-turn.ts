/**
 * Does works one after another. One that fails keeps none of the others from its turn.
 * @returns the sum of what each says it changed
 * @throws AggregateError with what failed, after all had their turn
 */
export async function eachInTurn(works: readonly (() => Promise<number>)[]): Promise<number> {
  let changed = 0;
  const faults: unknown[] = [];
  for (const work of works) {
    try {
      changed += await work();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} of the sweep failed`);
  return changed;
}
