import { rm } from 'node:fs/promises';
import { fen } from '../functions/domain/money/fen.ts';
import { claimSchema } from '../functions/contracts/claims/claim.ts';
import { createSubmitClaim } from '../functions/app/claims/submit-claim.ts';
import { claimKey, parseClaimHead } from '../functions/app/claims/claim-head.ts';
import { reviewDay } from '../local/year/review-staff.ts';
import { aHardshipFamily, registersOf } from '../test/builders/families.ts';
import { addBudget, openBenchHome } from './bench-home.ts';
import { type Benchmark, figures, mustBe, timeOf } from './benchmark.ts';
import { fsyncMilliseconds } from './fsync.ts';

const atOnce = 100;

/**
 * A claim's whole path, a hundred at once: intake, registers, rules, three stages of review, award; each step on disk
 * before it is acknowledged. In process: no HTTP.
 * @param n claims of special hardship
 */
async function run(n = 1_000): ReturnType<Benchmark['run']> {
  const families = Array.from({ length: n }, (_, index) => aHardshipFamily(320_100 + index));
  const registers = await registersOf(families);
  const opened = await openBenchHome(registers);
  const { home, dataFolder } = opened;
  // More than the two half-years of 480 yuan that an award commits.
  await addBudget(home, 'special-hardship', fen(n * 100_000));
  const submitClaim = createSubmitClaim(home);
  const claimIds: string[] = [];
  const time = await timeOf(async () => {
    for (let from = 0; from < n; from += atOnce) {
      const submitted = families.slice(from, from + atOnce).map(async ({ claim }) => {
        const actor = { kind: 'public', id: 'public' } as const;
        const result = await submitClaim({ claim: claimSchema.parse(claim), channel: 'public', actor });
        if (!result.ok) throw new Error(`not submitted: ${result.error.kind}`);
        return result.value.claimId;
      });
      claimIds.push(...(await Promise.all(submitted)));
      await home.settle();
      await reviewDay(home);
      await home.settle();
    }
  });
  for (const claimId of claimIds) {
    const item = await home.table.get(claimKey(claimId));
    mustBe(claimId, item && parseClaimHead(item).state, 'awarded');
  }
  const fsyncMs = fsyncMilliseconds(dataFolder);
  await opened.close();
  await rm(registers, { recursive: true });
  return figures('claim', n, time, { atOnce, fsyncMs });
}

export const bench: Benchmark = { name: 'claim', run };
