import type { ChaosOptions } from '../../functions/adapters/sqlite/chaos.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createExportAudit } from '../../functions/app/audit/export-audit.ts';
import { createSealAudit } from '../../functions/app/audit/seal-audit.ts';
import { createVerifyAudit } from '../../functions/app/audit/verify-audit.ts';
import type { Action, Table } from '../../functions/app/store/ports.ts';
import { transact } from '../../functions/app/store/transact.ts';
import { type Head, changeSubject, subjectPk } from '../../functions/app/subjects/change.ts';
import { AnchorsInMemory } from '../fakes/anchors-in-memory.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

export interface AuditedSubjectsOptions {
  readonly chaos?: ChaosOptions;
  /** Stands between the sealer and the store. */
  readonly wrap?: (table: Table) => Table;
}

/** Subjects of which nothing matters but that they are audited, with a sealer, its anchors and whoever checks them. */
export function auditedSubjects(options: AuditedSubjectsOptions = {}) {
  const database = SqliteDatabase.open(':memory:');
  // What the test itself writes and reads stays out of the chaos.
  const stored = createSqliteTable(database);
  const used = options.chaos ? createSqliteTable(database, { chaos: options.chaos }) : stored;
  const table = options.wrap?.(used) ?? used;
  const clock = new MovableClock('2008-05-20');
  const anchors = new AnchorsInMemory();
  const heads = new Map<number, Head>();

  /** One more change of the nth subject. */
  async function change(n: number): Promise<void> {
    const before = heads.get(n);
    const { actions, head } = changeSubject(
      before,
      {
        subjectKind: 'claim',
        subjectId: `claim-${String(n)}`,
        at: clock.now(),
        actor: { kind: 'system', id: 'test' },
        event: before ? 'noted' : 'submitted',
        ...(before && { from: 'submitted' }),
        to: 'submitted',
        detail: { commitment: String(n).padStart(64, '0') },
      },
      { state: 'submitted' },
    );
    const written = await transact(used, actions);
    if (!written.ok) throw new Error('the change was not written');
    heads.set(n, head);
  }

  /** Writes as whoever has got hold of the table. */
  async function forge(...actions: readonly Action[]): Promise<void> {
    const written = await stored.transact(actions);
    if (!written.ok) throw new Error('not forged');
  }

  const exportPart = createExportAudit({ table: stored, anchors });
  return {
    database,
    stored,
    table,
    clock,
    anchors,
    change,
    forge,
    seal: createSealAudit({ table, clock, anchors }),
    verify: createVerifyAudit({ table: stored, anchors }),
    exportPart,
    async exported(): Promise<string> {
      let text = '';
      for (let from: number | undefined = 1; from !== undefined;) {
        const part: Awaited<ReturnType<typeof exportPart>> = await exportPart(from);
        text += part.text;
        from = part.next;
      }
      return text;
    },
  };
}

export type AuditedSubjects = ReturnType<typeof auditedSubjects>;

export const subject = (n: number): string => subjectPk('claim', `claim-${String(n)}`);
