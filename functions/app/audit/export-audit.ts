import { auditEntrySchema } from '../../contracts/store/audit-entry.ts';
import { anchorLine, endLine, entryLine, sealLine } from '../../domain/audit/audit-line.ts';
import type { Table } from '../store/ports.ts';
import { auditKey } from '../subjects/change.ts';
import type { AuditAnchors } from './ports.ts';
import { entriesOf, readSeal, readSealLogHead } from './seal-log.ts';

export interface AuditExportPart {
  /** Lines of domain/audit/audit-line.ts, each ended. */
  readonly text: string;
  /** The seal that the next part begins with; absent in the last one. */
  readonly next?: number;
}

/** A part is whole seals, and ends after the one that comes to this: with a seal at its largest, under Lambda's 6 MB. */
const enoughText = 2_000_000;
const entriesAtOnce = 100;

/**
 * The audit as far as it is sealed and anchored, in parts: of each seal the entries it covers in their order, the seal,
 * and what is anchored of it. Nothing is checked here: what the table holds is what is exported, and an entry that is
 * gone, or is none any more, is left out.
 */
export function createExportAudit({
  table,
  anchors,
}: {
  readonly table: Table;
  readonly anchors: AuditAnchors;
}): (from: number) => Promise<AuditExportPart> {
  return async (from) => {
    const { settled } = await readSealLogHead(table);
    let text = '';
    for (let seq = from; seq <= settled; seq += 1) {
      if (text.length >= enoughText) return { text, next: seq };
      for await (const line of linesOf(seq)) text += `${line}\n`;
    }
    return { text: `${text}${endLine(settled)}\n` };
  };

  async function* linesOf(seq: number): AsyncGenerator<string> {
    const seal = await readSeal(table, seq);
    if (!seal) return;
    const entries = entriesOf(seal);
    for (let at = 0; at < entries.length; at += entriesAtOnce) {
      const keys = entries
        .slice(at, at + entriesAtOnce)
        .map(({ subject, seq: link }) => auditKey(subject, link));
      for (const item of await table.getMany(keys)) {
        const entry = auditEntrySchema.safeParse(item);
        if (entry.success) yield entryLine(entry.data);
      }
    }
    yield sealLine(seal);
    const anchored = await anchors.read(seq);
    if (anchored !== undefined) yield anchorLine(anchored);
  }
}
