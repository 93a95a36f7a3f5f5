import { type Benchmark, figures, rounded } from './benchmark.ts';
import { payMany } from './pay-many.ts';

/**
 * Payments from the preparation of their run to the settlement: pain.001 built and released, taken in by the bank
 * simulator, its camt.053 matched.
 * @param n payments of one run
 */
async function run(n = 100_000): ReturnType<Benchmark['run']> {
  const { prepareSeconds, sendSeconds, statementSeconds, fsyncMs } = await payMany(n);
  return figures('payments', n, prepareSeconds + sendSeconds + statementSeconds, {
    prepareSeconds: rounded(prepareSeconds),
    sendSeconds: rounded(sendSeconds),
    statementSeconds: rounded(statementSeconds),
    fsyncMs,
  });
}

export const bench: Benchmark = { name: 'payments', run };
