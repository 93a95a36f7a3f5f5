import { type Admission, admit, permit } from '../../functions/app/access/authorise.ts';
import type { RouteId } from '../../functions/app/access/routes.ts';
import type { PermitFor } from '../../functions/app/claims/find-claim.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { demoDistrict, parseDemoUser } from '../identity/demo-users.ts';
import type { Ports } from '../home/ports.ts';

/** A demo user at a route, with the leave that the authorisation table gives: the scripted staff get no more. */
export function admitted(user: string, routeId: RouteId): Admission {
  const known = parseDemoUser(user);
  if (!known) throw new Error(`there is no demo user ${user}`);
  const admission = admit(routeId, { kind: 'staff', user: known }, demoDistrict);
  if (!admission.ok) throw new Error(`${user} may not come to ${routeId}: ${admission.error.code}`);
  return admission.value;
}

export function permitsOf({ keyed }: Pick<Ports, 'keyed'>, user: string, routeId: RouteId): PermitFor {
  const admission = admitted(user, routeId);
  return (subject) => permit(admission, subject, keyed);
}

export function actorOf(user: string): Actor {
  return { kind: 'staff', id: `user-${user}` };
}
