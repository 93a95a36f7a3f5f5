import type { Actor } from '../../domain/audit/actor.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type AreaCode, areaContains } from '../../domain/review/area.ts';
import type { ReviewStage } from '../../domain/review/chain.ts';
import { type Role, reviewerAt } from '../../domain/review/role.ts';
import type { Keyed } from '../ports/secrets.ts';
import { type Route, type RouteId, route } from './routes.ts';
import { type Grant, inWhoseAbsence, type User } from './users.ts';

/** Who asks, as far as the request shows. An access code is only believed once its claim is at hand. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'refused'; readonly reason: 'invalid' | 'expired' }
  | { readonly kind: 'staff'; readonly user: User };

export type Refusal =
  | { readonly status: 401; readonly code: 'token-missing' | 'token-invalid' | 'token-expired' }
  | { readonly status: 403; readonly code: 'wrong-role' | 'wrong-area' | 'wrong-stage' }
  | { readonly status: 404; readonly code: 'not-found' }
  | { readonly status: 409; readonly code: 'wrong-state' };

/** A caller who may come to a route; enough by itself where no single subject is touched. */
export interface Admission {
  readonly routeId: RouteId;
  readonly caller: Caller;
  /** The grants that opened the route; empty for the public and for the holder of a code. */
  readonly grants: readonly Grant[];
}

/** What a route is about to touch. */
export interface Subject {
  readonly areaCode: AreaCode;
  /** The claim whose access code opens the subject. */
  readonly claimId?: string;
  /** The events its lifecycle allows in its present state: `Object.keys(lifecycle[state])`. */
  readonly events?: readonly string[];
  readonly stage?: ReviewStage;
}

/** Leave to do what the route does to one subject. */
export interface Permit {
  readonly routeId: RouteId;
  readonly actor: Actor;
  /** The roles that gave leave, in the subject's area; empty for the public and for the holder of a code. */
  readonly roles: readonly Role[];
  /** Those in whose absence the actor may do it: present where no grant of the actor's own gave leave. */
  readonly deputyFor?: readonly string[];
}

/** Whether a route is open to the public alone, so that who asks need not be looked at. */
export function isPublic(routeId: RouteId): boolean {
  return route(routeId).who.every((admitted) => admitted === 'anyone');
}

/**
 * Whether a caller may come to a route at all. Ask before anything is read, so that a refusal says nothing of
 * what exists.
 * @param district the deployment's own division code
 */
export function admit(routeId: RouteId, caller: Caller, district: AreaCode): Result<Admission, Refusal> {
  if (isPublic(routeId)) return ok({ routeId, caller: { kind: 'anonymous' }, grants: [] });
  const declared = route(routeId);
  const open = declared.who.includes('anyone') || (caller.kind === 'code' && declared.who.includes('holder'));
  switch (caller.kind) {
    case 'refused':
      return err({ status: 401, code: caller.reason === 'expired' ? 'token-expired' : 'token-invalid' });
    case 'code':
    case 'anonymous':
      return open ? ok({ routeId, caller, grants: [] }) : err({ status: 401, code: 'token-missing' });
    case 'staff':
      return admitStaff(routeId, declared, caller, district);
  }
}

function admitStaff(
  routeId: RouteId,
  declared: Route,
  caller: Extract<Caller, { kind: 'staff' }>,
  district: AreaCode,
): Result<Admission, Refusal> {
  const byRole = caller.user.grants.filter(({ role }) => declared.who.includes(role));
  if (byRole.length === 0) {
    // Staff without the role are as free as anyone to do what anyone may, under their own name.
    return declared.who.includes('anyone')
      ? ok({ routeId, caller, grants: [] })
      : err({ status: 403, code: 'wrong-role' });
  }
  const grants =
    declared.area === 'district' ? byRole.filter(({ areaCode }) => areaContains(areaCode, district)) : byRole;
  return grants.length === 0 ? err({ status: 403, code: 'wrong-area' }) : ok({ routeId, caller, grants });
}

/**
 * Whether an admitted caller may do what the route does to this subject, in its area, stage and state.
 * A wrong access code gets the answer that a claim which does not exist gets.
 */
export function permit(
  admission: Admission,
  subject: Subject,
  keyed: Pick<Keyed, 'isAccessCode'>,
): Result<Permit, Refusal> {
  const { routeId, caller, grants } = admission;
  const declared = route(routeId);
  const leave = leaveOf(declared, caller, grants, subject, keyed);
  if (!leave.ok) return leave;
  const { events } = declared;
  if (events && !events.some((event) => subject.events?.includes(event))) {
    return err({ status: 409, code: 'wrong-state' });
  }
  return ok({ routeId, ...leave.value });
}

function leaveOf(
  declared: Route,
  caller: Caller,
  grants: readonly Grant[],
  subject: Subject,
  keyed: Pick<Keyed, 'isAccessCode'>,
): Result<Omit<Permit, 'routeId'>, Refusal> {
  if (caller.kind === 'code' && declared.who.includes('holder')) {
    const { claimId } = subject;
    return claimId !== undefined && keyed.isAccessCode(claimId, caller.code)
      ? ok({ actor: { kind: 'applicant', id: claimId }, roles: [] })
      : err({ status: 404, code: 'not-found' });
  }
  if (caller.kind !== 'staff') return ok({ actor: { kind: 'public', id: 'public' }, roles: [] });

  const actor: Actor = { kind: 'staff', id: caller.user.sub };
  if (grants.length === 0) return ok({ actor, roles: [] });
  const atStage = declared.ownStage ? grants.filter(({ role }) => role === reviewerOf(subject)) : grants;
  if (atStage.length === 0) return err({ status: 403, code: 'wrong-stage' });
  const inArea =
    declared.area === 'subject'
      ? atStage.filter(({ areaCode }) => areaContains(areaCode, subject.areaCode))
      : atStage;
  if (inArea.length === 0) return err({ status: 403, code: 'wrong-area' });
  const deputyFor = inWhoseAbsence(inArea);
  return ok({
    actor,
    roles: inArea.map(({ role }) => role),
    ...(deputyFor ? { deputyFor } : {}),
  });
}

function reviewerOf({ stage }: Subject): Role | undefined {
  return stage === undefined || stage === 'posting' ? undefined : reviewerAt[stage];
}
