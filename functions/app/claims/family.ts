import type { ClaimContent } from '../../contracts/claims/claim.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { type PersonInClaim, standsOutsideFamily } from '../../domain/review/separation.ts';
import { readUser } from '../access/users.ts';
import type { Keyed } from '../ports/secrets.ts';
import type { Action, Key, Table } from '../store/ports.ts';

function personKey(residentIndex: string, claimId: string): Key {
  return { pk: `PERSON#${residentIndex}`, sk: `CLAIM#${claimId}` };
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

/** The same for a claim that is only just being made. */
export async function isAmong(
  table: Table,
  actor: Actor,
  family: readonly PersonInClaim[],
): Promise<boolean> {
  return !standsOutsideFamily(await residentIndexOf(table, actor), family).ok;
}

const relations: readonly PersonInClaim['relation'][] = ['self', 'spouse', 'parent', 'child'];

async function residentIndexOf(table: Table, { kind, id }: Actor): Promise<string | undefined> {
  return kind === 'staff' ? (await readUser(table, id))?.residentIndex : undefined;
}
