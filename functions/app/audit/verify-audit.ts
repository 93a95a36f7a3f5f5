import { headSchema } from '../../contracts/store/audit-entry.ts';
import { type AuditEntry, type ChainFault, findChainFault } from '../../domain/audit/chain.ts';
import type { Table } from '../store/ports.ts';
import { auditShards, subjectList, subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';

export interface AuditVerification {
  readonly verified: boolean;
  readonly subjects: number;
  readonly entries: number;
  /** At most a hundred, with what is wrong at which link of whose chain. */
  readonly faults: readonly ({ readonly subject: string } & ChainFault)[];
}

const mostFaults = 100;

/** Checks every subject's chain against its head: an altered, missing or reordered entry, and a cut tail, are found. */
export function createVerifyAudit(deps: { readonly table: Table }): () => Promise<AuditVerification> {
  const { table } = deps;
  return async () => {
    let subjects = 0;
    let entries = 0;
    const faults: ({ subject: string } & ChainFault)[] = [];
    for (let shard = 0; shard < auditShards; shard += 1) {
      for await (const subject of subjectsOf(table, shard)) {
        subjects += 1;
        const chain = await Array.fromAsync(readChain(table, subject));
        entries += chain.length;
        const head = headSchema.safeParse(await table.get({ pk: subject, sk: 'HEAD' }));
        // A head that is gone, or no head any more, agrees with no chain.
        const fault =
          findChainFault(chain, head.success ? head.data : { version: 0, auditHash: '' }) ??
          foreignTo(subject, chain);
        if (fault && faults.length < mostFaults) faults.push({ subject, ...fault });
      }
    }
    return { verified: faults.length === 0, subjects, entries, faults };
  };
}

/** A whole chain, put with its head in another subject's place. */
function foreignTo(subject: string, [first]: readonly AuditEntry[]): ChainFault | undefined {
  if (!first || subjectPk(first.subjectKind, first.subjectId) === subject) return undefined;
  return { kind: 'other-subject', seq: first.seq };
}

/** Every subject once, although its first two entries list it. */
async function* subjectsOf(table: Table, shard: number): AsyncGenerator<string> {
  let cursor: string | undefined;
  let before: string | undefined;
  do {
    const page = await table.queryIndex('gsi2', {
      pk: subjectList(shard),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { indexSk } of page.items) {
      if (indexSk !== before) yield indexSk;
      before = indexSk;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}
