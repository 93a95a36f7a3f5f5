import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { type User, addUser } from '../../functions/app/access/users.ts';
import { type AreaCode, areaCode, areaContains, isAreaCode } from '../../functions/domain/review/area.ts';
import { isRole, roles } from '../../functions/domain/review/role.ts';

/** The demo district, 崇川区 as of 2008. */
export const demoDistrict: AreaCode = areaCode('320602');

/**
 * Second people, for the whole district as well: to cancel a payment takes two of finance who had no other part in it,
 * and the first three may all have had one; an account that a clerk takes down is confirmed by another.
 */
const secondNames = ['finance.preparer', 'finance.approver', 'clerk'].map(
  (name) => `${name}@${demoDistrict}`,
);

/** The sign-in names of the demo users: each is named for its one role. */
export const demoUserNames: readonly string[] = [...roles, ...secondNames];

/**
 * The demo user of a sign-in name: a role, and after `@` a street or village of the district where it is to act
 * in that alone (`street.reviewer@320602001`). The `sub` is the same for a name on every machine.
 */
export function parseDemoUser(name: string): User | undefined {
  const [role = '', suffix, ...more] = name.split('@');
  const area = suffix ?? demoDistrict;
  if (!isRole(role) || more.length > 0 || !isAreaCode(area) || !areaContains(demoDistrict, area))
    return undefined;
  return { sub: `user-${name}`, grants: [{ role, areaCode: area }] };
}

/** The demo user that a token's `sub` stands for. */
export function demoUserOf(sub: string): User | undefined {
  return sub.startsWith('user-') ? parseDemoUser(sub.slice('user-'.length)) : undefined;
}

/** Records a demo user at first sight, and leaves one alone whose roles have been changed since. */
export function demoUserKeeper(table: Table, clock: Clock): (user: User) => Promise<void> {
  return async (user) => {
    await addUser(table, user, { kind: 'system', id: 'demo-users' }, clock.now());
  };
}

/** Records the demo users that have the whole district, so that they are there before their first sign-in. */
export async function seedDemoUsers(table: Table, clock: Clock): Promise<void> {
  const keep = demoUserKeeper(table, clock);
  const users = demoUserNames.map(parseDemoUser).filter((user) => user !== undefined);
  await Promise.all(users.map(keep));
}
