import { rowPages } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { auditShards, subjectList } from '../subjects/change.ts';
import type { AuditFault } from './audit-fault.ts';
import { verifyChain } from './verify-chain.ts';
import { type VerifySealsDeps, verifySeals } from './verify-seals.ts';

export interface AuditVerification {
  readonly verified: boolean;
  readonly subjects: number;
  readonly entries: number;
  readonly seals: number;
  /** Entries that wait for the next seal. */
  readonly unsealed: number;
  /** At most a hundred. */
  readonly faults: readonly AuditFault[];
}

const mostFaults = 100;

/**
 * Checks every subject's chain against its head and its declared lifecycle, and every seal against the entries it
 * covers and against its anchor: an altered, missing or reordered entry is found, and a cut tail; before it is sealed
 * by the head's version, afterwards by the seal, although the head was put back.
 */
export function createVerifyAudit(deps: VerifySealsDeps): () => Promise<AuditVerification> {
  const { table } = deps;
  return async () => {
    const counts = { subjects: 0, entries: 0, unsealed: 0 };
    const faults: AuditFault[] = [];
    const report = (fault: AuditFault): void => {
      if (faults.length < mostFaults) faults.push(fault);
    };
    /** By subject: how many of its entries say that they are sealed. */
    const marked = new Map<string, number>();
    for (let shard = 0; shard < auditShards; shard += 1) {
      for await (const subject of subjectsOf(table, shard)) {
        const { chain, fault } = await verifyChain(table, subject);
        if (fault) report(fault);
        const sealed = chain.findLastIndex(({ seal }) => seal !== undefined) + 1;
        if (sealed > 0) marked.set(subject, sealed);
        counts.subjects += 1;
        counts.entries += chain.length;
        counts.unsealed += chain.length - sealed;
      }
    }
    // After the chains: what says that it is sealed is in a seal by now.
    const { seals, covered } = await verifySeals(deps, report);
    for (const [subject, sealed] of marked) {
      const seq = covered.get(subject) ?? 0;
      if (sealed > seq) report({ subject, kind: 'not-in-seal', seq: seq + 1 });
    }
    return { verified: faults.length === 0, ...counts, seals, faults };
  };
}

/** Every subject once, although its first two entries list it. */
async function* subjectsOf(table: Table, shard: number): AsyncGenerator<string> {
  let before: string | undefined;
  for await (const rows of rowPages(table, 'gsi2', { pk: subjectList(shard) })) {
    for (const { indexSk } of rows) {
      if (indexSk !== before) yield indexSk;
      before = indexSk;
    }
  }
}
