import type { Result } from '../../domain/result/result.ts';
import type { AreaCode } from '../../domain/review/area.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keyed } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import {
  type Admission,
  type Caller,
  type Permit,
  type Refusal,
  type Subject,
  admit,
  isPublic,
  permit,
} from './authorise.ts';
import type { TokenVerifier } from './ports.ts';
import { grantsAsDeputy } from './deputyships.ts';
import { type RouteId, route } from './routes.ts';
import { readUser } from './users.ts';

/** What a request shows of who asks: its `Authorization` and `X-Access-Code` headers. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly accessCode?: string | undefined;
}

/** Sign-in and authorisation for handlers and use cases: first `admit`, then `permit` once the subject is at hand. */
export interface Access {
  admit(routeId: RouteId, credentials: Credentials): Promise<Result<Admission, Refusal>>;
  permit(admission: Admission, subject: Subject): Result<Permit, Refusal>;
}

export interface AccessDependencies {
  readonly verifier: TokenVerifier;
  readonly table: Table;
  readonly keyed: Pick<Keyed, 'isAccessCode'>;
  /** The deployment's own division code, 6 digits. */
  readonly district: AreaCode;
  readonly clock: Pick<Clock, 'today'>;
}

export function createAccess({ verifier, table, keyed, district, clock }: AccessDependencies): Access {
  return {
    async admit(routeId, credentials) {
      const caller: Caller = isPublic(routeId)
        ? { kind: 'anonymous' }
        : await identify({ verifier, table }, credentials);
      return admit(routeId, await withDeputyships({ table, clock }, routeId, caller), district);
    },
    permit: (admission, subject) => permit(admission, subject, keyed),
  };
}

/** Tells who asks. Reads the user's record each time: nothing is kept from one request to the next. */
async function identify(
  { verifier, table }: { readonly verifier: TokenVerifier; readonly table: Table },
  { authorization, accessCode }: Credentials,
): Promise<Caller> {
  const verified = await verifier.verify(authorization);
  if (verified.ok) {
    const { sub } = verified.value;
    // A token of somebody we have no record of is genuine and gives no role.
    return { kind: 'staff', user: (await readUser(table, sub)) ?? { sub, grants: [] } };
  }
  if (verified.error !== 'missing') return { kind: 'refused', reason: verified.error };
  return accessCode === undefined ? { kind: 'anonymous' } : { kind: 'code', code: accessCode };
}

/** With what they may do in somebody's absence, where the route is one that deputies come to. */
async function withDeputyships(
  { table, clock }: Pick<AccessDependencies, 'table' | 'clock'>,
  routeId: RouteId,
  caller: Caller,
): Promise<Caller> {
  if (caller.kind !== 'staff' || !route(routeId).deputies) return caller;
  const { user } = caller;
  const asDeputy = await grantsAsDeputy(table, user.sub, clock.today());
  return { ...caller, user: { ...user, grants: [...user.grants, ...asDeputy] } };
}
