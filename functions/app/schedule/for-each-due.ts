import type { IndexRow } from '../store/ports.ts';

/**
 * Does something to every claim, or award, that an index lists, a few at once. One that fails keeps none of the others from its turn.
 * @param act whether it changed it
 * @returns how many it changed
 * @throws AggregateError with what failed, after all had their turn
 */
export async function forEachDue(
  pages: AsyncIterable<readonly IndexRow[]>,
  atOnce: number,
  act: (id: string) => Promise<boolean>,
): Promise<number> {
  let changed = 0;
  const faults: unknown[] = [];
  for await (const page of pages) {
    for (let at = 0; at < page.length; at += atOnce) {
      const group = page.slice(at, at + atOnce).map(({ pk }) => act(pk.replace(/^[A-Z]+#/, '')));
      for (const outcome of await Promise.allSettled(group)) {
        if (outcome.status === 'rejected') faults.push(outcome.reason);
        else if (outcome.value) changed += 1;
      }
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} failed`);
  return changed;
}
