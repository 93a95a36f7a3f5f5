import { type Benchmark, figures } from './benchmark.ts';
import { payMany } from './pay-many.ts';

/**
 * Entries of a camt.053 imported: written by the simulator, read twice as a stream (checked, then booked), matched.
 * @param n entries of one statement
 */
async function run(n = 50_000): ReturnType<Benchmark['run']> {
  const { statement, fsyncMs } = await payMany(n);
  return figures('import', n, statement, { fsyncMs });
}

export const bench: Benchmark = { name: 'import', run };
