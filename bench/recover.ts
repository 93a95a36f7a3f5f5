import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { aHardshipFamily, registersOf } from '../test/builders/families.ts';
import { expecting, until } from '../test/builders/people-at-work.ts';
import { freePort, startSystem, temporaryFolder } from '../test/builders/running-system.ts';
import { type Benchmark, figures, median, mustBe, rounded } from './benchmark.ts';
import { builtSystem } from './built-system.ts';
import { fsyncMilliseconds } from './fsync.ts';

const claimsAtOnce = 60;
const pageSchema = z.object({
  tasks: z.array(z.object({ taskId: z.string(), payloadHash: z.string() })),
});

/**
 * The system is killed (-9) while claims come in, and started again: how long until a reviewer's first decision is
 * acknowledged, with the work that was under way going on beside it.
 * @param n kills; the median counts
 */
async function run(n = 5): ReturnType<Benchmark['run']> {
  const families = Array.from({ length: n * claimsAtOnce }, (_, index) => aHardshipFamily(320_100 + index));
  const [registers, dataFolder, port] = await Promise.all([
    registersOf(families),
    temporaryFolder('bench-recover'),
    freePort(),
  ]);
  const begin = { built: builtSystem, registers, dataFolder, port };
  let system = await startSystem({ ...begin, today: '2008-05-20' });
  const token = await system.token('village.reviewer');
  const ready: number[] = [];
  const decided: number[] = [];
  for (let kill = 0; kill < n; kill += 1) {
    const killed = system;
    const claims = families.slice(kill * claimsAtOnce, (kill + 1) * claimsAtOnce);
    const sent = claims.map(({ claim }) =>
      killed.call('POST', '/api/claims', { body: claim, key: randomUUID() }).catch(() => undefined),
    );
    await Promise.any(sent.map(async (answer) => mustBe('submitted', (await answer)?.status, 202)));
    await sleep(100);
    await killed.end('SIGKILL');
    await Promise.all(sent);

    const began = performance.now();
    system = await startSystem(begin);
    ready.push((performance.now() - began) / 1000);
    const restarted = system;
    const [task] = await until(
      async () =>
        pageSchema.parse(await expecting(200, restarted.call('GET', '/api/tasks?stage=village', { token })))
          .tasks,
      (tasks) => tasks.length > 0,
    );
    if (!task) throw new Error('no task');
    const { taskId, payloadHash } = task;
    const answer = await restarted.call('POST', `/api/tasks/${taskId}/decision`, {
      token,
      body: { outcome: 'approve', reason: '已核对', payloadHash },
    });
    mustBe('decided', answer.status, 200);
    decided.push((performance.now() - began) / 1000);
  }
  await system.end('SIGINT');
  const fsyncMs = fsyncMilliseconds(dataFolder);
  await Promise.all([registers, dataFolder].map((folder) => rm(folder, { recursive: true })));
  return {
    ...figures('recover', n, { seconds: median(decided) }),
    perSecond: rounded(1 / median(decided)),
    readySeconds: rounded(median(ready)),
    fsyncMs,
  };
}

export const bench: Benchmark = { name: 'recover', run };
