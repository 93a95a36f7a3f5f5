import type { ClaimContent, Payee } from '../../contracts/claims/claim.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { type PersonInClaim, standsOutsideFamily } from '../../domain/review/separation.ts';
import { readUser } from '../access/users.ts';
import type { Keyed } from '../ports/secrets.ts';
import type { Action, Key, Table } from '../store/ports.ts';
import { textAttribute } from '../store/text-attribute.ts';

function personPk(residentIndex: string): string {
  return `PERSON#${residentIndex}`;
}

function personKey(residentIndex: string, claimId: string): Key {
  return { pk: personPk(residentIndex), sk: `CLAIM#${claimId}` };
}

/** Everybody a claim names, once, by blind index, with what they are to its claimant. */
export function familyOf(
  keyed: Pick<Keyed, 'blindIndex'>,
  { applicant, onBehalfOf, spouse, children = [] }: ClaimContent,
): readonly PersonInClaim[] {
  const people = new Map<string, PersonInClaim>();
  const add = (residentId: string, relation: PersonInClaim['relation']): void => {
    const residentIndex = keyed.blindIndex('person', residentId);
    if (!people.has(residentIndex)) people.set(residentIndex, { residentIndex, relation });
  };
  add(applicant.residentId, 'self');
  if (onBehalfOf) add(onBehalfOf.residentId, 'self');
  if (spouse) add(spouse.residentId, 'spouse');
  for (const { residentId } of children) add(residentId, 'child');
  return [...people.values()];
}

/** Who is paid in the claimant's place is as much its family as the claimant. */
export function familyOfPayee(
  keyed: Pick<Keyed, 'blindIndex'>,
  payee: Payee | undefined,
): readonly PersonInClaim[] {
  return payee ? [{ residentIndex: keyed.blindIndex('person', payee.residentId), relation: 'self' }] : [];
}

/** One row a person and claim: by it a person's claims are found, and whose family a claim is of. */
export function familyRows(
  claim: { readonly claimId: string; readonly programme: string },
  family: readonly PersonInClaim[],
): readonly Action[] {
  return family.map(({ residentIndex, relation }) => ({
    put: {
      ...personKey(residentIndex, claim.claimId),
      claimId: claim.claimId,
      programme: claim.programme,
      relation,
    },
  }));
}

/** Whether a member of staff would act for themselves, their spouse, parent or child (invariants.md, 5). */
export async function isOfOwnFamily(table: Table, actor: Actor, claimId: string): Promise<boolean> {
  const residentIndex = await residentIndexOf(table, actor);
  if (residentIndex === undefined) return false;
  const row = await table.get(personKey(residentIndex, claimId));
  const relation = relations.find((known) => known === row?.relation);
  return !standsOutsideFamily(residentIndex, relation ? [{ residentIndex, relation }] : []).ok;
}

/** The same for a claim that is only just being made, or a payee who is only proposed. */
export async function isAmong(
  table: Table,
  actor: Actor,
  family: readonly PersonInClaim[],
): Promise<boolean> {
  return !standsOutsideFamily(await residentIndexOf(table, actor), family).ok;
}

/** The claims that name a member of staff, themselves or as somebody's spouse, parent or child. */
export async function claimsOfOwnFamily(
  table: Table,
  actor: Actor,
): Promise<readonly { readonly claimId: string; readonly programme: string }[]> {
  const residentIndex = await residentIndexOf(table, actor);
  if (residentIndex === undefined) return [];
  return claimsNaming(table, residentIndex);
}

/** The claims that name somebody, and what they are to each one's claimant. */
export async function claimsNaming(
  table: Table,
  residentIndex: string,
): Promise<
  readonly {
    readonly claimId: string;
    readonly programme: string;
    readonly relation: PersonInClaim['relation'] | undefined;
  }[]
> {
  const { items } = await table.query({ pk: personPk(residentIndex), sk: { beginsWith: 'CLAIM#' } });
  return items.map((item) => ({
    claimId: textAttribute(item, 'claimId'),
    programme: textAttribute(item, 'programme'),
    relation: relations.find((known) => known === item.relation),
  }));
}

const relations: readonly PersonInClaim['relation'][] = ['self', 'spouse', 'parent', 'child'];

async function residentIndexOf(table: Table, { kind, id }: Actor): Promise<string | undefined> {
  return kind === 'staff' ? (await readUser(table, id))?.residentIndex : undefined;
}
