import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openContent } from '../../functions/app/claims/claim-parts.ts';
import type { Item } from '../../functions/app/store/ports.ts';
import { readChain } from '../../functions/app/subjects/read-chain.ts';
import { aForm, type ClaimsAtWork, claimsAtWork } from '../builders/claims-at-work.ts';

let work: ClaimsAtWork;
let claimId: string;

beforeEach(async () => {
  work = await claimsAtWork();
  await work.fund(1_000);
  ({ claimId } = await work.approved(aForm(0)));
  await work.settle();
  expect((await work.head(claimId)).state).toBe('awarded');
});

afterEach(async () => work.close());

/** The sealed parts of the claim and of its award. */
async function envelopes(): Promise<readonly Item[]> {
  const { awardId = '' } = await work.head(claimId);
  const parts = await Promise.all(
    [`CLAIM#${claimId}`, `AWARD#${awardId}`].map((pk) =>
      work.stored.query({ pk, sk: { beginsWith: 'ENVELOPE#' } }),
    ),
  );
  return parts.flatMap(({ items }) => items);
}

describe('personal data that the audit vouches for', () => {
  test('is in it as salted commitments, one for each sealed part', async () => {
    const parts = await envelopes();
    expect(parts.map(({ sk }) => sk).toSorted()).toEqual([
      'ENVELOPE#content',
      'ENVELOPE#decision',
      'ENVELOPE#evidence',
      ...[4, 5, 7].map((version) => `ENVELOPE#note-${String(version)}`),
      'ENVELOPE#payee',
    ]);
    for (const { pk, sk, commitment } of parts) {
      const chain = await Array.fromAsync(readChain(work.stored, pk));
      const vouched = chain.flatMap(({ detail = {} }) => Object.values(detail));
      // What the registers said is vouched for by the record of the decision that rests on it.
      if (sk !== 'ENVELOPE#evidence')
        expect({ sk, vouched: vouched.includes(commitment as string) }).toEqual({
          sk,
          vouched: true,
        });
    }
    const content = await openContent(work.stored, work.envelopes, claimId);
    const unsalted = createHash('sha256').update(JSON.stringify(content)).digest('hex');
    expect((await work.head(claimId)).contentCommitment).not.toBe(unsalted);
  });

  test('leaves a tombstone when it is erased: chains, seals and anchors verify as before', async () => {
    await work.sealAudit();
    const before = await work.verifyAudit();
    expect(before).toMatchObject({ verified: true, unsealed: 0, seals: 1 });
    for (const { pk, sk } of await envelopes()) {
      const erased = await work.stored.transact([{ delete: { pk, sk } }]);
      expect(erased.ok).toBe(true);
    }
    expect(await work.verifyAudit()).toEqual(before);
    await expect(openContent(work.stored, work.envelopes, claimId)).rejects.toThrow();
    // What the audit keeps names nobody.
    const kept = work
      .everything()
      .filter(({ pk, sk }) => pk.startsWith('CLAIM#') && sk.startsWith('AUDIT#'))
      .map(({ body }) => body.toString())
      .join();
    const { applicant } = aForm(0);
    for (const personal of [applicant.residentId, applicant.name]) expect(kept).not.toContain(personal);
    expect(kept).toContain('"event":"submitted"');
  });
});
