import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarDate } from '../functions/domain/time/calendar-date.ts';
import { createManualClock, instantAt, type ManualClock } from '../local/clock/manual-clock.ts';
import { errorLog } from '../local/home/error-log.ts';
import { type Home, openHome } from '../local/home/home.ts';
import { seedDemoBudget } from '../local/home/demo-budget.ts';

export interface BenchHome {
  readonly home: Home;
  readonly clock: ManualClock;
  readonly dataFolder: string;
  close(): Promise<void>;
}

/** The one-machine home on fresh data, on a disk, without its HTTP server; it is 20 May 2008. */
export async function openBenchHome(registersFolder: string): Promise<BenchHome> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'huimin-bench-'));
  const clock = createManualClock(instantAt(calendarDate('2008-05-20'), '08:30'));
  const home = await openHome({
    dataFolder,
    registersFolder,
    clock,
    log: errorLog,
    reportRow: ({ file, line, reason }) => {
      throw new Error(`${file}, line ${line}: ${reason}`);
    },
    onFatal: (fault) => {
      throw fault;
    },
  });
  await seedDemoBudget(home, 2008);
  return {
    home,
    clock,
    dataFolder,
    async close() {
      await home.close();
      await rm(dataFolder, { recursive: true });
    },
  };
}
