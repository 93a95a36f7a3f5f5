import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { awardedActions } from '../../functions/app/awards/award-head.ts';
import { readClaimHead, submitted } from '../../functions/app/claims/claim-head.ts';
import { transact } from '../../functions/app/store/transact.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { drawSample } from '../../functions/domain/audit/sample.ts';
import { createDrawSampleHandler } from '../../functions/handlers/http/audit/draw-sample/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { aClaimForm, claimsOffice } from '../builders/claims-office.ts';

const someIds = fc.uniqueArray(fc.stringMatching(/^award-[a-z2-7]{26}$/), { maxLength: 60 });
const someSeed = fc.stringMatching(/^[\w.-]{1,20}$/);

test('a sample is the same whatever order the roll is read in, and as sha256sum and sort draw it', () => {
  fc.assert(
    fc.property(someIds, someSeed, fc.integer({ min: 1, max: 40 }), (ids, seed, size) => {
      const sample = drawSample(seed, ids, size);
      expect(drawSample(seed, ids.toReversed(), size)).toEqual(sample);
      const byHand = ids
        .map((id) => `${createHash('sha256').update(`${seed}:${id}`).digest('hex')} ${id}`)
        .sort()
        .slice(0, size);
      expect(sample.map(({ draw, awardId }) => `${draw} ${awardId}`)).toEqual(byHand);
    }),
  );
});

test('a larger sample goes on where a smaller one ends, and a late award moves no other', () => {
  fc.assert(
    fc.property(someIds, someSeed, (ids, seed) => {
      const [late = 'award-late', ...rest] = ids;
      const whole = drawSample(seed, ids, ids.length);
      expect(drawSample(seed, ids, 5)).toEqual(whole.slice(0, 5));
      expect(whole.filter(({ awardId }) => awardId !== late)).toEqual(drawSample(seed, rest, rest.length));
    }),
  );
});

/** An office with as many awards of the first half of 2008, copies of one claim under other ids. */
async function officeWith(awards: number) {
  const office = await claimsOffice();
  const { body } = await office.ask(createSubmitClaimHandler(office), { body: aClaimForm() });
  const claim = (await readClaimHead(office.table, body.claimId))!;
  const moment = { actor: { kind: 'system', id: 'test' } as const, at: office.clock.now() };
  for (let n = 0; n < awards; n += 1) {
    const claimId = `claim-${String(n).padStart(26, '0')}`;
    const reference = `HM${String(n).padStart(10, '0')}`;
    const award = {
      awardId: claimId.replace('claim', 'award'),
      claimId,
      programme: 'rural-reward',
      policyVersion: claim.policyVersion,
      state: 'active' as const,
      period: '2008-H1',
      areaCode: claim.areaCode,
      personIndex: `person-${String(n)}`,
      accountVersion: 1,
      duties: [],
      awardedOn: '2008-06-20',
      amountFen: fen(30_000),
      recordHash: '0'.repeat(64),
    };
    const written = await transact(office.table, [
      ...submitted({ ...claim, version: 0, auditHash: '', claimId, reference }, moment).actions,
      ...awardedActions(award, moment),
    ]);
    if (!written.ok) throw new Error('not written');
  }
  const handler = createDrawSampleHandler(office);
  return (user: string, query: Record<string, string>) =>
    office.ask(handler, {
      user,
      query: { programme: 'rural-reward', period: '2008-H1', size: '60', seed: 'third-check', ...query },
    });
}

test('pages hold the sample once, the same when asked again, and another for another seed', async () => {
  const ask = await officeWith(70);
  const first = await ask('auditor', {});
  expect(first).toMatchObject({ status: 200, body: { roll: 70 } });
  const second = await ask('auditor', { cursor: first.body.cursor });
  expect(second.body).not.toHaveProperty('cursor');
  const cases = [...first.body.cases, ...second.body.cases];
  expect(cases).toHaveLength(60);
  expect(new Set(cases.map(({ awardId }) => awardId)).size).toBe(60);
  for (const { awardId, reference, draw } of cases) {
    expect(reference).toBe(awardId.replace(/^award-0{16}/, 'HM'));
    expect(draw).toBe(
      createHash('sha256')
        .update(`third-check:${String(awardId)}`)
        .digest('hex'),
    );
  }
  expect(cases.map(({ draw }) => draw)).toEqual(cases.map(({ draw }) => draw).sort());
  expect((await ask('auditor', {})).body).toEqual(first.body);
  expect((await ask('auditor', { seed: 'fourth' })).body.cases).not.toEqual(first.body.cases);
  expect((await ask('auditor', { size: '1' })).body.cases).toEqual(cases.slice(0, 1));
  // Recurring: who was awarded for the first half is on the second's roll.
  expect((await ask('auditor', { period: '2008-H2' })).body.cases).toEqual(first.body.cases);
  expect((await ask('auditor', { period: '2007-H2' })).body).toEqual({ roll: 0, cases: [] });
});

test('is for auditors of the whole district, of a roll that there is', async () => {
  const ask = await officeWith(0);
  for (const user of ['clerk', 'far-auditor']) expect((await ask(user, {})).status).toBe(403);
  for (const query of [{ programme: 'moon' }, { period: '2008-Q1' }]) {
    expect(await ask('auditor', query)).toMatchObject({
      status: 400,
      body: { code: 'unknown-programme-or-period' },
    });
  }
  for (const query of [{ size: '0' }, { size: '1001' }, { seed: 'a b' }, { cursor: 'x' }]) {
    const answer = await ask('auditor', query);
    expect(answer.body.errors[0].pointer).toBe(`/query/${String(Object.keys(query)[0])}`);
  }
});
