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
 * What a release names (invariants.md 5 and 9): the files' hashes, message ids, counts and totals, the run's, and what
 * is kept back of its payments. Another byte in a file, or one file more or less, is another hash.
 */
export function payloadHashOf(run: {
  readonly runId: string;
  readonly attempt: number;
  readonly count: number;
  readonly totalFen: Fen;
  /** What is kept back of the payments, if anything is. */
  readonly keptBack?: { readonly count: number; readonly fen: Fen; readonly root: string };
  readonly files: readonly BoundFile[];
}): string {
  const bound = canonicalJson({
    runId: run.runId,
    attempt: run.attempt,
    count: run.count,
    totalFen: run.totalFen,
    ...(run.keptBack ? { keptBack: { ...run.keptBack } } : {}),
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
  /** What is kept back of it, and for which receivable. */
  readonly keptBack?: { readonly receivableId: string; readonly amountFen: Fen };
}

/** Merkle root over a chunk's payments in their order: one audit entry stands for all of them (design.md, 9). */
export function chunkRoot(payments: Iterable<PaymentLeaf>): string {
  const leaves: string[] = [];
  for (const { endToEndId, amountFen, accountVersion, decisionHash, keptBack } of payments) {
    const kept = keptBack ? ` ${keptBack.receivableId} ${String(keptBack.amountFen)}` : '';
    leaves.push(`${endToEndId} ${String(amountFen)} ${String(accountVersion)} ${decisionHash}${kept}`);
  }
  return merkleRoot(leaves);
}
