import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAwaitReview } from '../../functions/app/claims/steps/await-review.ts';
import { createWithdrawClaim } from '../../functions/app/claims/withdraw-claim.ts';
import { createAddEvidence } from '../../functions/app/claims/add-evidence.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { aForm, type ClaimsAtWork, claimsAtWork } from '../builders/claims-at-work.ts';

let work: ClaimsAtWork;

beforeAll(async () => {
  work = await claimsAtWork();
});
afterAll(async () => work.close());

/** A claim whose workflow has come to its wait and not yet left its token. */
async function atTheWait() {
  const claim = await work.submit(aForm(0));
  await work.steps.RegisterFamily({ claimId: claim.claimId });
  await verified(claim.claimId);
  return claim;
}

async function verified(claimId: string): Promise<void> {
  await work.steps.VerifyConditions({ claimId });
  await work.steps.AssessClaim({ claimId });
}

/** The signals on their way to the workflow, by token, and the token that waits for one. */
async function signals(claimId: string) {
  const sent = (await work.messages())
    .flatMap((message) => (message.type === 'wake-workflow' ? [message] : []))
    .filter(({ taskToken }) => taskToken.endsWith(claimId))
    .map(({ taskToken, output }) => `${taskToken.split(' ')[0]} ${JSON.stringify(output)}`)
    .sort();
  const wait = await work.stored.get({ pk: `CLAIM#${claimId}`, sk: 'WAIT' });
  return { sent, waiting: wait?.taskToken };
}

/** The store as seen by callers whose reads and writes the scheduler puts in some order. */
function inSomeOrder(s: fc.Scheduler): Table {
  return {
    ...work.table,
    get: s.scheduleFunction((key) => work.table.get(key)),
    transact: s.scheduleFunction((actions) => work.table.transact(actions)),
  };
}

const token = (name: string, claimId: string) => `${name} ${claimId}`;

describe('a wait and the decision that ends it', () => {
  test('whichever comes second sends the signal, in every order of their reads and writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const claim = await atTheWait();
        const { claimId, reference } = claim;
        const table = inSomeOrder(s);
        const calls = [
          createAwaitReview({ ...work, table })({ claimId, taskToken: token('t1', claimId) }),
          // The step is called at least once: the same token may come twice at once.
          createAwaitReview({ ...work, table })({ claimId, taskToken: token('t1', claimId) }),
          createWithdrawClaim({ ...work, table })({
            reference,
            permitFor: work.asHolder('withdraw-claim', claim),
          }),
        ];
        await s.waitFor(Promise.all(calls));
        expect((await calls[2])?.ok).toBe(true);
        expect(await signals(claimId)).toEqual({ sent: ['t1 {"signal":"closed"}'], waiting: undefined });
      }),
      { numRuns: 150 },
    );
  });

  test('a call that comes again with a token long used up does not take the place of the present one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (s, isDecidedFirst) => {
        const claim = await atTheWait();
        const { claimId, reference } = claim;
        const awaitReview = createAwaitReview(work);
        const left = () => awaitReview({ claimId, taskToken: token('t1', claimId) });
        if (!isDecidedFirst) await left();
        await edited(claim);
        if (isDecidedFirst) await left();
        await verified(claimId);
        expect((await signals(claimId)).sent).toEqual(['t1 {"signal":"verify-again"}']);

        // The workflow waits for the second time, while the first call comes once more.
        const table = inSomeOrder(s);
        await s.waitFor(
          Promise.all([
            createAwaitReview({ ...work, table })({ claimId, taskToken: token('t2', claimId) }),
            createAwaitReview({ ...work, table })({ claimId, taskToken: token('t1', claimId) }),
          ]),
        );
        expect((await signals(claimId)).waiting).toBe(token('t2', claimId));
        await left();
        const answer = await work.withdrawClaim({
          reference,
          permitFor: work.asHolder('withdraw-claim', claim),
        });
        expect(answer.ok).toBe(true);
        await left();
        expect(await signals(claimId)).toEqual({
          sent: ['t1 {"signal":"verify-again"}', 't2 {"signal":"closed"}'],
          waiting: undefined,
        });
      }),
      { numRuns: 40 },
    );
  });

  test('a token left anew by a new execution takes the place of one that has timed out', async () => {
    const { claimId } = await atTheWait();
    const awaitReview = createAwaitReview(work);
    for (const name of ['t1', 't2', 't1']) await awaitReview({ claimId, taskToken: token(name, claimId) });
    expect(await signals(claimId)).toEqual({ sent: [], waiting: token('t2', claimId) });
  });
});

/** New papers in review: the claim is to be verified again. */
async function edited(claim: { readonly claimId: string; readonly reference: string }): Promise<void> {
  const uploadId = `upload-${claim.claimId}`;
  const record = { claimId: claim.claimId, mediaType: 'image/png', issuedAt: work.clock.now() };
  await work.stored.transact([{ put: { pk: `UPLOAD#${uploadId}`, sk: 'HEAD', ...record } }]);
  work.uploaded.add(uploadId);
  const answer = await createAddEvidence(work)({
    reference: claim.reference,
    permitFor: work.asHolder('add-evidence', claim),
    files: [uploadId],
  });
  expect(answer).toMatchObject({ ok: true, value: { status: 'verifying' } });
}
