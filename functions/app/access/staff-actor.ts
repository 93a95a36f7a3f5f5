import type { Actor } from '../../domain/audit/actor.ts';
import type { Admission } from './authorise.ts';

/**
 * Who acts, on a route for staff that touches no single subject of an area (runs, the ledger, exceptions).
 * @throws when the table of routes let somebody else in, which is a fault of the table
 */
export function staffActor({ routeId, caller }: Admission): Actor {
  if (caller.kind !== 'staff') throw new Error(`${routeId} was opened to somebody who is not staff`);
  return { kind: 'staff', id: caller.user.sub };
}
