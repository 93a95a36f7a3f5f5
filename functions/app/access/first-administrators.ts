import { type Result, err, ok } from '../../domain/result/result.ts';
import type { AreaCode } from '../../domain/review/area.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { listUsers, userChange } from './users.ts';

export interface FirstAdministrators {
  /** The `sub` of who proposes grants from then on. */
  readonly admin: string;
  /** The `sub` of who approves them. */
  readonly approver: string;
  /** The deployment's own division code, 6 digits. */
  readonly district: AreaCode;
}

/**
 * The two people with whom a new deployment begins: every grant takes two, so that there are none before them. Once
 * there is anybody, they are the way.
 */
export async function addFirstAdministrators(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  { admin, approver, district }: FirstAdministrators,
): Promise<Result<void, 'same-person' | 'there-are-users'>> {
  if (admin === approver) return err('same-person');
  if ((await listUsers(table, undefined)).items.length > 0) return err('there-are-users');
  const facts = {
    event: 'added',
    by: { kind: 'system', id: 'first-administrators' },
    at: clock.now(),
  } as const;
  const written = await transact(table, [
    ...userChange(undefined, { sub: admin, grants: [{ role: 'admin', areaCode: district }] }, facts).actions,
    ...userChange(
      undefined,
      { sub: approver, grants: [{ role: 'admin.approver', areaCode: district }] },
      facts,
    ).actions,
  ]);
  return written.ok ? ok() : err('there-are-users');
}
