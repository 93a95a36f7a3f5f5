import { addUser } from '../../functions/app/access/users.ts';
import { awardedActions } from '../../functions/app/awards/award-head.ts';
import { familyRows } from '../../functions/app/claims/family.ts';
import type { FinanceOffice } from './finance-office.ts';

/** The award of an office's first payee, whose claim names a member of staff as the claimant's child. */
export async function awardOfFamily(office: FinanceOffice, sub: string): Promise<void> {
  const [by, at, residentIndex] = [
    { kind: 'system', id: 'test' } as const,
    office.clock.now(),
    `index-${sub}`,
  ];
  await addUser(office.stored, { sub, grants: [], residentIndex }, by, at);
  const claim = { claimId: 'claim-0', programme: 'rural-reward' };
  const award = {
    ...claim,
    awardId: 'award-0000000',
    policyVersion: '1',
    period: '2008-H1',
    areaCode: '320602',
    personIndex: 'person-0',
    accountVersion: 1,
    awardedOn: office.clock.today(),
    recordHash: 'decision-0',
    amountFen: 30_001,
    state: 'active',
  } as const;
  await office.stored.transact([
    ...familyRows(claim, [{ residentIndex, relation: 'child' }]),
    ...awardedActions({ ...award, duties: [] }, { actor: by, at }),
  ]);
}
