import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { SqliteDatabase } from '../functions/adapters/sqlite/database.ts';
import { Engine } from '../local/engine/engine.ts';
import { projectRoot } from '../local/home/project-root.ts';
import { claimBindings } from '../workflows/claim/bindings.ts';
import { type Benchmark, figures, mustBe, rounded, timeOf } from './benchmark.ts';

const clock = { now: () => '2008-05-20T01:00:00.000Z' };
const claimInput = z.object({ claimId: z.string() });
const waitInput = z.object({ claimId: z.string(), taskToken: z.string() });

/**
 * Claims that wait for their review: what they cost in memory, and how long a restart takes with all of them there,
 * to the first step of one that is decided. The claim workflow is the real one; its steps do nothing.
 * @param n executions that wait
 */
async function run(n = 100_000): ReturnType<Benchmark['run']> {
  const folder = await mkdtemp(join(tmpdir(), 'huimin-bench-parked-'));
  const path = join(folder, 'huimin.sqlite');
  let oneToken = '';
  let parked = 0;
  const awarded = Promise.withResolvers<string>();
  const open = async (): Promise<{ engine: Engine; database: SqliteDatabase }> => {
    const database = SqliteDatabase.open(path);
    const engine = await Engine.open({
      database,
      clock,
      onFault: (fault) => {
        throw fault;
      },
    });
    const definition: unknown = JSON.parse(
      await readFile(join(projectRoot, claimBindings.definition), 'utf8'),
    );
    await engine.define('claim', z.looseObject({}).parse(definition), {
      RegisterFamily: () => Promise.resolve({ outcome: 'registered' }),
      VerifyConditions: () => Promise.resolve(null),
      AssessClaim: () => Promise.resolve({ outcome: 'undecided' }),
      AwaitReview: (event) => {
        oneToken = waitInput.parse(event).taskToken;
        parked += 1;
        return Promise.resolve(null);
      },
      AwardBenefit: (event) => {
        awarded.resolve(claimInput.parse(event).claimId);
        return Promise.resolve(null);
      },
      AdoptClaim: () => Promise.resolve(null),
    });
    engine.resume();
    return { engine, database };
  };

  const first = await open();
  const before = process.memoryUsage().rss;
  const park = await timeOf(async () => {
    for (let from = 0; from < n; from += 1_000) {
      const names = Array.from({ length: Math.min(1_000, n - from) }, (_, at) => `claim-${from + at}`);
      await Promise.all(names.map((claimId) => first.engine.start('claim', claimId, { claimId })));
      await first.engine.idle();
    }
  });
  mustBe('parked', parked, n);
  const growthMiB = (process.memoryUsage().rss - before) / 1_048_576;
  await first.engine.stop();
  first.database.close();

  let again = first;
  const restart = await timeOf(async () => {
    again = await open();
    await again.engine.succeed(oneToken, { signal: 'approved' });
    await awarded.promise;
  });
  await again.engine.stop();
  again.database.close();
  await rm(folder, { recursive: true });
  return figures('parked', n, restart, {
    perSecond: rounded(n / park.seconds),
    parkSeconds: rounded(park.seconds),
    growthMiB: Math.round(growthMiB),
  });
}

export const bench: Benchmark = { name: 'parked', run };
