/** One line of the benchmarks' output (contract.md, "Commands"). */
export interface Figures {
  readonly bench: string;
  readonly n: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** The most the measured process had in memory. */
  readonly rssMiB: number;
  readonly [more: string]: number | string;
}

export interface Benchmark {
  readonly name: string;
  /** @param n how many; each benchmark has its own default */
  run(n?: number): Promise<Figures>;
}

export interface Time {
  readonly seconds: number;
  /** Of every thread of this process: on a shared machine it says more than the clock on the wall. */
  readonly cpuSeconds: number;
}

/** What the work takes, on the clock and of the processor. */
export async function timeOf(work: () => Promise<unknown>): Promise<Time> {
  const [began, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** @param time without what the processor took, where that was another process's */
export function figures(
  bench: string,
  n: number,
  { seconds, cpuSeconds }: Pick<Time, 'seconds'> & Partial<Time>,
  more: Readonly<Record<string, number | string>> = {},
): Figures {
  return {
    bench,
    n,
    seconds: rounded(seconds),
    perSecond: rounded(n / seconds),
    rssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(cpuSeconds === undefined ? {} : { cpuSeconds: rounded(cpuSeconds) }),
    ...more,
  };
}

/** Three figures after the point; a whole number from a hundred on. */
export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toFixed(3));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A benchmark of wrong results would measure nothing. */
export function mustBe<T>(what: string, got: T, expected: T): void {
  if (got !== expected) throw new Error(`${what}: ${String(got)}, not ${String(expected)}`);
}
