import { createHash } from 'node:crypto';
import { type StoredAwardHead, awardHeadSchema } from '../../contracts/store/award-head.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Action, Item, Key, Table } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';
import type { SealedPart } from '../subjects/sealed-parts.ts';

export type AwardHead = StoredAwardHead;

export function awardKey(awardId: string): Key {
  return { pk: subjectPk('award', awardId), sk: 'HEAD' };
}

export function parseAwardHead(item: Item): AwardHead {
  return awardHeadSchema.parse(item);
}

export async function readAwardHead(table: Table, awardId: string): Promise<AwardHead | undefined> {
  const item = await table.get(awardKey(awardId));
  return item && parseAwardHead(item);
}

/** A claim leads to one award, so its id follows from the claim's. */
export function awardIdOf(claimId: string): string {
  return claimId.replace(/^claim-/, 'award-');
}

/**
 * What is kept sealed of an award: the payee's account, and every decision record made for a roll, by its hash. A
 * period may be decided more than once (a run built anew, a follow-up), and the record a payment rests on must stay.
 */
export function awardPart(awardId: string, part: 'payee' | `decision-${string}`): SealedPart {
  return { kind: 'award', id: awardId, part };
}

/** Which decision record was made last for a period. */
export function decidedKey(awardId: string, period: string): Key {
  return { pk: subjectPk('award', awardId), sk: `DECIDED#${period}` };
}

/** A programme's awards are spread over a few partitions of the index, so that no one of them runs hot. */
export const rollShards = 8;

export function rollList(programme: string, shard: number): string {
  return `AWARDS#${programme}#${String(shard)}`;
}

/** A person's awards, by the blind index of their number. */
export function personList(personIndex: string): string {
  return `PERSON-AWARDS#${personIndex}`;
}

/**
 * The award's first audit entry and head.
 * @param payee commitment of the sealed account that is paid to, where there is one
 */
export function awardedActions(
  award: Omit<AwardHead, 'version' | 'auditHash'>,
  moment: { readonly actor: Actor; readonly at: string },
  payee?: string,
): readonly Action[] {
  const shard =
    parseInt(createHash('sha256').update(award.awardId).digest('hex').slice(0, 2), 16) % rollShards;
  const stored = Object.fromEntries(
    Object.entries(award)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, asJson(value)]),
  );
  return changeSubject(
    undefined,
    {
      subjectKind: 'award',
      subjectId: award.awardId,
      at: moment.at,
      actor: moment.actor,
      event: 'awarded',
      to: award.state,
      detail: {
        claimId: award.claimId,
        record: award.recordHash,
        amountFen: award.amountFen,
        ...(payee === undefined ? {} : { payee }),
      },
    },
    {
      ...stored,
      gsi1pk: rollList(award.programme, shard),
      gsi1sk: `${award.period}#${award.awardId}`,
      gsi2pk: personList(award.personIndex),
      gsi2sk: award.awardId,
    },
  ).actions;
}
