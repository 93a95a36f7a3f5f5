import { type Benchmark, figures, rounded } from './benchmark.ts';
import { payMany } from './pay-many.ts';

/**
 * Payments from the release of their run to the settlement: pain.001 taken in by the bank simulator, its pain.002
 * imported, its camt.053 matched and posted. Preparing them comes before, and has figures of its own.
 * @param n payments of one run
 */
async function run(n = 100_000): ReturnType<Benchmark['run']> {
  const { prepare, send, statement, prepareNext, fsyncMs } = await payMany(n);
  const time = {
    seconds: send.seconds + statement.seconds,
    cpuSeconds: send.cpuSeconds + statement.cpuSeconds,
  };
  return figures('payments', n, time, {
    microsecondsEach: rounded((time.seconds * 1e6) / n),
    sendSeconds: rounded(send.seconds),
    statementSeconds: rounded(statement.seconds),
    prepareSeconds: rounded(prepare.seconds),
    prepareCpuSeconds: rounded(prepare.cpuSeconds),
    prepareNextSeconds: rounded(prepareNext.seconds),
    prepareNextCpuSeconds: rounded(prepareNext.cpuSeconds),
    fsyncMs,
  });
}

export const bench: Benchmark = { name: 'payments', run };
