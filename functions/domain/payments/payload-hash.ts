import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.ts';
import { merkleRoot } from '../audit/merkle.ts';
import type { Fen } from '../money/fen.ts';

/** A built file as a release binds it. */
export interface BoundFile {
  readonly messageId: string;
  /** Hex SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly count: number;
  readonly totalFen: Fen;
}

/**
 * What a release names (invariants.md 5 and 9): the files' hashes, message ids, counts and totals, and the run's.
 * Another byte in a file, or one file more or less, is another hash.
 */
export function payloadHashOf(run: {
  readonly runId: string;
  readonly attempt: number;
  readonly count: number;
  readonly totalFen: Fen;
  readonly files: readonly BoundFile[];
}): string {
  const bound = canonicalJson({
    runId: run.runId,
    attempt: run.attempt,
    count: run.count,
    totalFen: run.totalFen,
    files: run.files.map(({ messageId, sha256, count, totalFen }) => ({
      messageId,
      sha256,
      count,
      totalFen,
    })),
  });
  return createHash('sha256').update(bound).digest('hex');
}

/** One payment as its chunk's root covers it. */
export interface PaymentLeaf {
  readonly endToEndId: string;
  readonly amountFen: Fen;
  readonly accountVersion: number;
  /** Hash of the decision record that says why. */
  readonly decisionHash: string;
}

/** Merkle root over a chunk's payments in their order: one audit entry stands for all of them (design.md, 9). */
export function chunkRoot(payments: Iterable<PaymentLeaf>): string {
  const leaves: string[] = [];
  for (const { endToEndId, amountFen, accountVersion, decisionHash } of payments) {
    leaves.push(`${endToEndId} ${String(amountFen)} ${String(accountVersion)} ${decisionHash}`);
  }
  return merkleRoot(leaves);
}
