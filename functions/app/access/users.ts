import { headSchema } from '../../contracts/store/audit-entry.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { type AreaCode, isAreaCode } from '../../domain/review/area.ts';
import { isReviewer } from '../../domain/review/deputyship.ts';
import { type Role, isRole } from '../../domain/review/role.ts';
import { listedItems } from '../store/pages.ts';
import type { Item, Page, Table, Value } from '../store/ports.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';

/** One role in one area. */
export interface Grant {
  readonly role: Role;
  readonly areaCode: AreaCode;
  /** The absent reviewer whose grant it is, where somebody only stands in for them. */
  readonly deputyFor?: string;
}

/** Those in whose absence somebody acts who holds these grants: undefined where one of them is their own. */
export function inWhoseAbsence(grants: readonly Grant[]): readonly string[] | undefined {
  const absent = grants.flatMap(({ deputyFor }) => (deputyFor === undefined ? [] : [deputyFor]));
  return absent.length === grants.length ? absent : undefined;
}

/** A member of staff, by the `sub` of their token: the only record of what they may do. */
export interface User {
  readonly sub: string;
  readonly grants: readonly Grant[];
  /** Blind index of their own resident number, where it is known: nobody acts for their own family. */
  readonly residentIndex?: string;
}

/** Reads a user at the moment of decision: a revoked role counts from the next request on. */
export async function readUser(table: Table, sub: string): Promise<User | undefined> {
  const item = await table.get({ pk: subjectPk('user', sub), sk: 'HEAD' });
  return item && userOf(sub, item);
}

/** A user with the place of their last change in their chain. */
export interface StoredUser {
  readonly user: User;
  readonly version: number;
  readonly auditHash: string;
}

export async function readStoredUser(table: Table, sub: string): Promise<StoredUser | undefined> {
  const item = await table.get({ pk: subjectPk('user', sub), sk: 'HEAD' });
  return item && { user: userOf(sub, item), ...headSchema.parse(item) };
}

/** One audited change of a user, or their first record. */
export function userChange(
  before: StoredUser | undefined,
  { sub, grants, residentIndex }: User,
  {
    event,
    by,
    at,
    proposalId,
  }: { readonly event: string; readonly by: Actor; readonly at: string; readonly proposalId?: string },
) {
  const roles = grants.map(({ role, areaCode }) => ({ role, areaCode }));
  return changeSubject(
    before,
    {
      subjectKind: 'user',
      subjectId: sub,
      at,
      actor: by,
      event,
      detail: { roles, ...(proposalId === undefined ? {} : { proposalId }) },
    },
    {
      roles,
      gsi2pk: userList,
      gsi2sk: sub,
      ...(residentIndex !== undefined && { residentIndex }),
      ...(grants.some(({ role }) => isReviewer(role)) && { gsi1pk: reviewerList, gsi1sk: sub }),
    },
  );
}

/**
 * Records a user who has no record yet, with its audit entry; a user who has one stays as they are.
 * @returns whether it was new
 */
export async function addUser(table: Table, user: User, by: Actor, at: string): Promise<boolean> {
  const { actions } = userChange(undefined, user, { event: 'added', by, at });
  const added = await table.transact(actions);
  if (added.ok) return true;
  if (added.error.reasons.some(({ code }) => code === 'condition-failed')) return false;
  throw new Error('adding a user met another transaction on the same user');
}

/** Everybody who has a record, by their id. */
const userList = 'USERS';
const reviewerList = 'REVIEWERS';

/** Everybody who decides on claims, by their id. */
export async function listReviewers(table: Table): Promise<readonly User[]> {
  const items = await Array.fromAsync(listedItems(table, 'gsi1', { pk: reviewerList }));
  return items.map((item) => userOf(textAttribute(item, 'gsi1sk'), item));
}

const usersAPage = 100;

/** All staff, also those whose roles were ended. */
export async function listUsers(table: Table, cursor: string | undefined): Promise<Page<User>> {
  const page = await table.queryIndex('gsi2', {
    pk: userList,
    limit: usersAPage,
    ...(cursor === undefined ? {} : { cursor }),
  });
  const items = await table.getMany(page.items);
  return {
    items: items.flatMap((item) => (item ? [userOf(textAttribute(item, 'gsi2sk'), item)] : [])),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  };
}

function userOf(sub: string, item: Item): User {
  const { roles, residentIndex } = item;
  if (!isList(roles)) throw new Error(`the record of user ${sub} has no list of roles`);
  return {
    sub,
    grants: roles.map((grant) => grantOf(sub, grant)),
    ...(typeof residentIndex === 'string' && { residentIndex }),
  };
}

function grantOf(sub: string, value: Value): Grant {
  if (typeof value === 'object' && value !== null && 'role' in value && 'areaCode' in value) {
    const { role, areaCode } = value;
    if (typeof role === 'string' && isRole(role) && typeof areaCode === 'string' && isAreaCode(areaCode)) {
      return { role, areaCode };
    }
  }
  throw new Error(`the record of user ${sub} holds a role or area that does not exist`);
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
