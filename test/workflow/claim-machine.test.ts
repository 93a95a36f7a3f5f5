import { afterEach, describe, expect, test } from '@jest/globals';
import { textAttribute } from '../../functions/app/store/text-attribute.ts';
import {
  aCouple,
  aForm,
  aKey,
  type ClaimsAtWork,
  claimsAtWork,
  postingOf,
} from '../builders/claims-at-work.ts';

let work: ClaimsAtWork;

afterEach(async () => work.close());

/** The states a claim was in, one after the other. */
async function states(claimId: string): Promise<readonly string[]> {
  const { items } = await work.stored.query({ pk: `CLAIM#${claimId}`, sk: { beginsWith: 'AUDIT#' } });
  return items.map((item) => textAttribute(item, 'to')).filter((state, at, all) => state !== all[at - 1]);
}

const ended = { status: 'SUCCEEDED' };
const waits = { status: 'RUNNING', phase: 'token' };

describe('the claim machine', () => {
  test('carries a claim from the form to its award, every step once', async () => {
    work = await claimsAtWork();
    await work.fund(1_000);
    const { claimId } = await work.approved(aForm(0));
    expect(await states(claimId)).toEqual([
      'submitted',
      'verifying',
      'review',
      'posting',
      'review',
      'awaiting-funds',
      'awarded',
    ]);
    expect(work.execution(claimId)).toMatchObject(ended);
    expect(work.visited).toEqual([
      'RegisterFamily',
      'VerifyConditions',
      'AssessClaim',
      'AwaitReview',
      'AwardBenefit',
    ]);
    // Two halves of 2008, at 300 yuan.
    expect(await work.committedFen()).toBe(60_000);
    expect(await work.verifyAudit()).toMatchObject({ verified: true });
  });

  test('ends with a duplicate before anything is verified', async () => {
    work = await claimsAtWork();
    const first = await work.submit(aForm(0), { channel: 'clerk' });
    const second = await work.submit(aForm(0));
    await work.settle();
    expect(await work.head(second.claimId)).toMatchObject({ state: 'duplicate' });
    expect(work.execution(second.claimId)).toMatchObject(ended);
    expect(work.execution(first.claimId)).toMatchObject(waits);
    expect(work.visited.filter((step) => step === 'VerifyConditions')).toHaveLength(1);
    expect(await work.notices()).toEqual([
      expect.objectContaining({ text: 'another-claim-made', subjectId: first.claimId }),
    ]);
  });

  test('ends with a withdrawal, whether the workflow has begun or waits', async () => {
    work = await claimsAtWork({ couples: 2 });
    const late = await work.inReview(aForm(1));
    const early = await work.submit(aForm(0));
    for (const claim of [early, late]) {
      const answer = await work.withdrawClaim({
        reference: claim.reference,
        permitFor: work.asHolder('withdraw-claim', claim),
      });
      expect(answer).toMatchObject({ ok: true, value: { status: 'withdrawn' } });
    }
    await work.settle();
    for (const { claimId } of [early, late]) expect(work.execution(claimId)).toMatchObject(ended);
    expect(await states(early.claimId)).toEqual(['submitted', 'withdrawn']);
    expect(await states(late.claimId)).toEqual(['submitted', 'verifying', 'review', 'withdrawn']);
  });

  test('lets what the rules refuse be heard, then confirmed by a person, and ends', async () => {
    work = await claimsAtWork({ couples: 0 });
    const { husband, wife, daughter } = aCouple(0, 'urban');
    work.registers.entries.population = [husband, wife, daughter];
    const { claimId } = await work.inReview(aForm(0));
    expect(await work.head(claimId)).toMatchObject({
      state: 'proposed-rejection',
      decision: { outcome: 'failed', failing: expect.arrayContaining(['household-type']) },
      hearingUntil: '2008-05-27',
    });
    expect(work.execution(claimId)).toMatchObject(waits);
    await work.day('2008-05-28');
    expect(await work.decided('district', claimId, 'reject')).toMatchObject({ state: 'rejected' });
    expect(work.execution(claimId)).toMatchObject(ended);
    expect(await work.verifyAudit()).toMatchObject({ verified: true });
  });

  test('asks a silent register twice more, then leaves the claim to a person', async () => {
    work = await claimsAtWork();
    work.registers.unavailable.set('marriages', 'down');
    const { claimId } = await work.submit(aForm(0));
    await work.settle();
    expect(await work.head(claimId)).toMatchObject({ state: 'verifying' });
    for (const second of [3, 8]) {
      work.clock.advance(second);
      await work.engine.clockMoved();
      await work.settle();
    }
    expect(work.registers.log.filter((line) => line.startsWith('marriages'))).toHaveLength(3);
    // What was answered is not asked for again.
    expect(work.registers.log.filter((line) => line.startsWith('attestations'))).toHaveLength(1);
    expect(await work.head(claimId)).toMatchObject({
      state: 'manual',
      task: { stage: 'manual' },
      decision: { outcome: 'unknown', unknown: ['spouse-household-type'] },
    });
    expect(work.execution(claimId)).toMatchObject(waits);
  });

  test('verifies anew after an objection was upheld and after an answer, with a wait each', async () => {
    work = await claimsAtWork();
    const claim = await work.inPosting(aForm(0));
    const { claimId, reference } = claim;
    const lodged = await work.lodgeObjection({ postingId: postingOf(claim), fact: '户口已迁出' });
    if (!lodged.ok) throw new Error(lodged.error.kind);
    const permitFor = await work.asStaff('decide-objection', 'district');
    for (const outcome of ['admit', 'uphold'] as const) {
      const { objectionId } = lodged.value;
      const answer = await work.decideObjection({ objectionId, permitFor, outcome, reason: '属实' });
      expect(answer.ok).toBe(true);
    }
    await work.settle();
    expect(await work.head(claimId)).toMatchObject({ state: 'review', position: 0, verification: 2 });

    await work.decided('village-2', claimId, 'return');
    const answered = await work.answerRequest({
      reference,
      permitFor: work.asHolder('answer-request', claim),
      message: '附户口簿',
    });
    expect(answered).toMatchObject({ ok: true, value: { status: 'verifying' } });
    await work.settle();
    expect(await work.head(claimId)).toMatchObject({ state: 'review', position: 0, verification: 3 });
    expect(work.execution(claimId)).toMatchObject(waits);
    expect(work.visited.filter((step) => step === 'AwaitReview')).toHaveLength(3);
    expect(work.visited.filter((step) => step === 'RegisterFamily')).toHaveLength(1);
  });

  test('hands a claim over after 300 days, and the decision afterwards still counts', async () => {
    work = await claimsAtWork();
    await work.fund(1_000);
    const { claimId } = await work.inReview(aForm(0));
    // Nothing is decided by time: the claim is raised, and waits on.
    await work.day('2009-03-20');
    expect(await work.head(claimId)).toMatchObject({ state: 'review', execution: 2 });
    expect(work.execution(claimId)).toMatchObject(ended);
    expect(work.execution(`${claimId}-2`)).toMatchObject(waits);
    expect((await work.events(claimId)).filter((event) => event === 'adopted')).toHaveLength(1);
    await work.day('2010-01-20');
    expect(work.execution(`${claimId}-3`)).toMatchObject(waits);

    await work.decided('village', claimId, 'approve');
    await work.decided('street', claimId, 'approve');
    await work.day('2010-02-20');
    await work.decided('district', claimId, 'approve');
    expect(await work.head(claimId)).toMatchObject({ state: 'awarded', execution: 3 });
    expect(work.execution(`${claimId}-3`)).toMatchObject(ended);
    expect(await work.committedFen()).toBe(60_000);
  });

  test('a decision in the gap between two executions reaches the second', async () => {
    work = await claimsAtWork();
    await work.fund(1_000);
    const claim = await work.inPosting(aForm(0));
    await work.day('2008-05-29');
    // The first execution's wait ends, and before it hands the claim over the district decides.
    work.clock.move('2009-03-20');
    const [, decided] = await Promise.all([
      work.engine.clockMoved(),
      work.decide('district', claim.claimId, 'approve'),
    ]);
    expect(decided.ok).toBe(true);
    await work.settle();
    expect(await work.head(claim.claimId)).toMatchObject({ state: 'awarded' });
    expect(await work.committedFen()).toBe(60_000);
  });

  test('waits for money outside of the workflow', async () => {
    work = await claimsAtWork();
    const { claimId } = await work.approved(aForm(0));
    expect(await work.head(claimId)).toMatchObject({ state: 'awaiting-funds' });
    expect(work.execution(claimId)).toMatchObject(ended);
    await work.fund(1_000);
    expect(await work.head(claimId)).toMatchObject({ state: 'awarded' });
  });

  test('takes a remitted claim up again in a fresh execution', async () => {
    work = await claimsAtWork();
    await work.fund(1_000);
    const claim = await work.inReview(aForm(0));
    const { claimId, reference } = claim;
    await work.decided('village', claimId, 'reject');
    await work.day('2008-06-20');
    await work.decided('district', claimId, 'reject');
    const permitFor = work.asHolder('lodge-appeal', claim);
    const lodged = await work.lodgeAppeal({ reference, permitFor, grounds: '登记有误', idempotency: aKey() });
    if (!lodged.ok) throw new Error(lodged.error.kind);
    for (const outcome of ['assign', 'remit'] as const) {
      const { appealId } = lodged.value;
      const officer = await work.asStaff('decide-appeal', 'appeals');
      expect(
        await work.decideAppeal({ appealId, permitFor: officer, outcome, reason: '重新核对' }),
      ).toMatchObject({
        ok: true,
      });
    }
    await work.settle();
    expect(await work.head(claimId)).toMatchObject({
      state: 'review',
      position: 0,
      execution: 2,
      decisions: 0,
    });
    expect(work.execution(`${claimId}-2`)).toMatchObject(waits);
    await work.decided('village', claimId, 'approve');
    expect(await work.verifyAudit()).toMatchObject({ verified: true });
  });
});
