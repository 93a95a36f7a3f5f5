import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAppropriate } from '../functions/app/ledger/appropriations.ts';
import { policyInForce } from '../functions/app/programmes/policy-in-force.ts';
import { type Fen, splitFen } from '../functions/domain/money/fen.ts';
import { calendarDate } from '../functions/domain/time/calendar-date.ts';
import { createManualClock, instantAt, type ManualClock } from '../local/clock/manual-clock.ts';
import { errorLog } from '../local/home/error-log.ts';
import { type Home, openHome } from '../local/home/home.ts';
import { seedDemoBudget } from '../local/home/demo-budget.ts';
import { demoPayer } from '../local/home/demo-payer.ts';

export interface BenchHome {
  readonly home: Home;
  readonly clock: ManualClock;
  readonly dataFolder: string;
  close(): Promise<void>;
}

/** Adds to a programme's budget of the year, in cash: the demo district's is for its own claims. */
export async function addBudget(home: Home, programme: string, amountFen: Fen): Promise<void> {
  const policy = (await policyInForce(home, programme, home.clock.today()))?.policy;
  if (!policy) throw new Error(`no policy for ${programme}`);
  const seed = { kind: 'system', id: 'bench' } as const;
  const appropriated = await createAppropriate(home)({
    programme,
    year: 2008,
    parts: splitFen(amountFen, policy.funding).map(({ name, amountFen: part }) => ({
      share: name,
      amountFen: part,
    })),
    cause: 'bench',
    actor: seed,
    approvedBy: seed,
    fundedOn: demoPayer.debtor.account,
  });
  if (!appropriated.ok) throw new Error(appropriated.error.kind);
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
