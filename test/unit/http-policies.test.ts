import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createReadDecisionRecord } from '../../functions/app/awards/read-decision-record.ts';
import { createListProgrammes } from '../../functions/app/programmes/list-programmes.ts';
import { createPreviewPolicy, type PolicyPreview } from '../../functions/app/programmes/preview-policy.ts';
import { createPublications } from '../../functions/app/programmes/publications.ts';
import type { Action, Table } from '../../functions/app/store/ports.ts';
import { compilePolicy } from '../../functions/domain/policy/compile-policy.ts';
import type { Policy } from '../../functions/domain/policy/policy.ts';
import { createPolicyBook } from '../../functions/domain/policy/policy-book.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { createComparePolicyVersionsHandler } from '../../functions/handlers/http/policies/compare-policy-versions/handler.ts';
import { createDecidePublicationHandler } from '../../functions/handlers/http/policies/decide-publication/handler.ts';
import { createListPoliciesHandler } from '../../functions/handlers/http/policies/list-policies/handler.ts';
import { createListPublicationsHandler } from '../../functions/handlers/http/policies/list-publications/handler.ts';
import { createPreviewPolicyHandler } from '../../functions/handlers/http/policies/preview-policy/handler.ts';
import { createProposePublicationHandler } from '../../functions/handlers/http/policies/propose-publication/handler.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { aCouple, aForm, claimsAtWork, type ClaimsAtWork } from '../builders/claims-at-work.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const [officer, approver] = ['policy.officer', 'policy.approver'] as const;
const draft = { programme: 'rural-reward', version: '2009-1' };
const publication = { from: '2009-01-01', document: '通政发〔2008〕90号' };

let work: ClaimsAtWork;
let beforeTransaction: () => Promise<void>;
let publications: ReturnType<typeof createPublications>;
let routes: ReturnType<typeof routesOf>;
let ask: (name: keyof typeof routes, asked: Asked) => ReturnType<typeof askRoute>;

function routesOf(deps: Parameters<typeof createPreviewPolicyHandler>[0] & ClaimsAtWork) {
  return {
    list: createListPoliciesHandler(deps),
    compare: createComparePolicyVersionsHandler(deps),
    preview: createPreviewPolicyHandler(deps),
    propose: createProposePublicationHandler(deps),
    decide: createDecidePublicationHandler(deps),
    publications: createListPublicationsHandler(deps),
  };
}

beforeEach(async () => {
  work = await claimsAtWork({ couples: 3 });
  beforeTransaction = () => Promise.resolve();
  const { table: stored } = work;
  const table: Table = {
    get: (key) => stored.get(key),
    getMany: (keys) => stored.getMany(keys),
    query: (input) => stored.query(input),
    queryIndex: (index, input) => stored.queryIndex(index, input),
    transact: async (actions: readonly Action[]) => {
      await beforeTransaction();
      return stored.transact(actions);
    },
  };
  const edge = edgeDeps({ [officer]: [officer], [approver]: [approver], both: [officer, approver] });
  const deps = { ...work, ...edge, table };
  publications = createPublications(deps);
  routes = routesOf(deps);
  ask = (name, asked) => askRoute(routes[name], edge.lines, asked);
});
afterEach(() => work.close());

const propose = (changes: object = {}, version = '2009-1', user: string = officer) =>
  ask('propose', { user, params: { ...draft, version }, body: { ...publication, ...changes } });
const decide = (id: string, event = 'approve', user: string = approver) =>
  ask('decide', { user, params: { id }, body: { event } });

async function published(changes: object = {}, version = '2009-1'): Promise<void> {
  const { body } = await propose(changes, version);
  expect(await decide(body.publicationId as string)).toMatchObject({
    status: 200,
    body: { status: 'approved' },
  });
}

async function versions() {
  const { body } = await ask('list', { user: officer });
  return body.policies.find(({ programme }: Policy) => programme === 'rural-reward').versions as unknown;
}

/** The award of the first couple's wife, whose half-year is 2008-H1. */
async function anAward(): Promise<string> {
  await work.fund(10_000);
  const { claimId } = await work.approved(aForm(0));
  const { state } = await work.head(claimId);
  expect(state).toBe('awarded');
  return claimId.replace('claim-', 'award-');
}

const due = async (awardId: string, period: string) => {
  const [award] = await work.awardsForRoll.read([awardId]);
  return work.awardsForRoll.decide(award!, period, { keep: true });
};

describe('versions of a programme', () => {
  test('are listed with which of them decides, and from when', async () => {
    const first = { version: '2008-1', standing: 'in-force', from: '2008-01-01' };
    expect(await versions()).toMatchObject([{ version: '2009-1', standing: 'unpublished' }, first]);
    await published();
    expect(await versions()).toMatchObject([
      { version: '2009-1', standing: 'to-come', from: '2009-01-01' },
      first,
    ]);
    work.clock.move('2009-01-01');
    expect(await versions()).toMatchObject([
      { version: '2009-1', standing: 'in-force', from: '2009-01-01' },
      { version: '2008-1', standing: 'past', from: '2008-01-01' },
    ]);
  });

  test('stand side by side, each with its source', async () => {
    const { body } = await ask('compare', {
      user: approver,
      params: { programme: 'rural-reward' },
      query: { before: '2008-1', after: '2009-1' },
    });
    const places = body.places as { readonly path: readonly string[]; readonly change: string }[];
    const at = (path: string) => places.find((place) => place.path.join('/') === path);
    expect(at('amount/cases/standard/rates/2009-01-01/fen')).toMatchObject({
      change: 'changed',
      before: { value: 72_000, source: '2009年至2011年每年720元' },
      after: { value: 84_000, source: expect.stringContaining('示例值') as unknown },
    });
    expect(at('conditions/spouse-household-type/expression')).toMatchObject({ change: 'removed' });
    expect(at('conditions/spouse-household-type/code')).toBeUndefined();
    // An entry that is gone does not shift those behind it.
    expect(at('conditions/age/expression')).toMatchObject({ change: 'same' });
    expect(at('conditions/household-type/source')).toMatchObject({ change: 'changed' });
    expect(at('deadlines/decideWithinWorkingDays')).toMatchObject({
      before: { value: 20 },
      after: { value: 15 },
    });
    expect(
      (
        await ask('compare', {
          user: officer,
          params: { programme: 'rural-reward' },
          query: { before: '2008-1', after: '1999-1' },
        })
      ).status,
    ).toBe(404);
  });

  test('does not hold by its file alone', async () => {
    work.clock.move('2009-03-01');
    const [programme] = (await createListProgrammes(work)('en')).filter(
      (one) => one.programme === 'rural-reward',
    );
    expect(programme).toMatchObject({ version: '2008-1', amount: { cases: [{ amountFen: 72_000 }] } });
  });
});

describe('a version that is published', () => {
  test('decides from its day on, by the word of a second person, and not before', async () => {
    const awardId = await anAward();
    expect(await due(awardId, '2009-H1')).toMatchObject({ components: [{ amountFen: 36_000 }] });
    await published();
    expect(await due(awardId, '2008-H2')).toMatchObject({ components: [{ amountFen: 30_000 }] });
    expect(await due(awardId, '2009-H1')).toMatchObject({ components: [{ amountFen: 42_000 }] });

    work.clock.move('2008-12-31');
    const later = await work.submit(aForm(1));
    expect((await work.head(later.claimId)).policyVersion).toBe('2008-1');
    work.clock.move('2009-01-01');
    const newYear = await work.submit(aForm(1, { whose: 'husband' }));
    expect((await work.head(newYear.claimId)).policyVersion).toBe('2009-1');
    // What was decided keeps the version it was made under, and recomputes.
    expect((await work.head(later.claimId)).policyVersion).toBe('2008-1');
    const permitFor = await work.asStaff('read-decision-record', 'district');
    const record = await createReadDecisionRecord(work)({ awardId, permitFor });
    expect(record).toMatchObject({ ok: true, value: { record: { policyVersion: '2008-1' } } });
    expect(await work.verifyAudit()).toMatchObject({ verified: true });
  });

  test('is not approved by who proposed it, whatever their roles', async () => {
    const { body } = await propose({}, '2009-1', 'both');
    expect(await decide(body.publicationId as string, 'approve', 'both')).toMatchObject({
      status: 409,
      body: { code: 'same-person' },
    });
    expect((await decide(body.publicationId as string, 'approve', officer)).status).toBe(403);
    expect(await versions()).toMatchObject([{ standing: 'unpublished' }, {}]);
    await decide(body.publicationId as string, 'refuse');
    expect(await decide(body.publicationId as string)).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
    expect((await ask('publications', { user: approver })).body.publications).toMatchObject([
      { ...draft, ...publication, status: 'refused', proposedBy: 'both', decidedBy: approver },
    ]);
    expect(await versions()).toMatchObject([{ standing: 'unpublished' }, {}]);
  });

  test.each([
    ['today', '2008-05-20', 'not-in-the-future'],
    ['before the version’s own first day', '2008-07-01', 'outside-version'],
    ['within a half-year', '2009-02-01', 'not-a-first-day'],
  ])('does not hold from %s', async (_, from, code) => {
    expect(await propose({ from })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/from', code }] },
    });
  });

  test('is not approved once its day has come', async () => {
    const { body } = await propose();
    work.clock.move('2009-01-01');
    expect(await decide(body.publicationId as string)).toMatchObject({
      status: 409,
      body: { code: 'publication-too-late' },
    });
    expect(await versions()).toMatchObject([{ standing: 'unpublished' }, { standing: 'in-force' }]);
  });

  test('is not approved when its file is another one than was proposed', async () => {
    const { body } = await propose();
    const book = createPolicyBook(
      work.policies.all.flatMap(({ policy }) => {
        const compiled = compilePolicy(
          policy.version === '2009-1' ? { ...policy, sampleBasisPoints: 1 } : policy,
        );
        return compiled.ok ? [compiled.value] : [];
      }),
    );
    if (!book.ok) throw new Error(book.error.message);
    const decided = await createPublications({ ...work, policies: book.value }).decide({
      proposalId: body.publicationId as string,
      event: 'approve',
      actor: { kind: 'staff', id: approver },
    });
    expect(decided).toEqual({ ok: false, error: { kind: 'changed-since' } });
  });

  test('gives way to what two people approve for the same day later', async () => {
    await published();
    await published({ document: '更正' }, '2008-1');
    work.clock.move('2009-01-01');
    expect(await versions()).toMatchObject([
      { version: '2009-1', standing: 'unpublished' },
      { version: '2008-1', standing: 'in-force', from: '2009-01-01' },
    ]);
  });

  test('is approved anew when another was approved for the day in between', async () => {
    const [one, other] = [await propose(), await propose({ document: '更正' }, '2008-1')];
    beforeTransaction = async () => {
      beforeTransaction = () => Promise.resolve();
      await publications.decide({
        proposalId: one.body.publicationId as string,
        event: 'approve',
        actor: { kind: 'staff', id: approver },
      });
    };
    expect(await decide(other.body.publicationId as string)).toMatchObject({ status: 200 });
    work.clock.move('2009-01-01');
    expect(await versions()).toMatchObject([{ standing: 'unpublished' }, { standing: 'in-force' }]);
  });
});

describe('a preview', () => {
  const preview = (query: Record<string, string> = {}, version = '2009-1') =>
    ask('preview', {
      user: officer,
      params: { ...draft, version },
      query: { from: '2009-01-01', ...query },
    });

  test('says who gains and what the year costs, and writes nothing', async () => {
    const awardId = await anAward();
    const before = work.everything().length;
    expect(await preview()).toMatchObject({
      status: 200,
      body: {
        periods: ['2009-H1', '2009-H2'],
        totals: {
          effects: { gains: 1, loses: 0, begins: 0, ends: 0, same: 0, unknown: 0 },
          before: { fen: 72_000 },
          after: { fen: 84_000 },
        },
        awards: [{ awardId, effect: 'gains', before: { fen: 72_000 }, after: { fen: 84_000 }, codes: [] }],
      },
    });
    expect(work.everything().length).toBe(before);
    // Of the version in force nothing changes.
    expect((await preview({}, '2008-1')).body.totals).toMatchObject({
      effects: { same: 1 },
      before: { fen: 72_000 },
      after: { fen: 72_000 },
    });
    // Once it is published, what it changed is what is compared with.
    await published();
    expect((await preview({ from: '2009-07-01' })).body).toMatchObject({
      periods: ['2009-H2', '2010-H1'],
      totals: { effects: { same: 1 } },
    });
  });

  test.each<[string, (policy: Policy) => Policy, object]>([
    [
      'loses',
      (policy) => withRate(policy, 60_000),
      { effects: { loses: 1 }, before: { fen: 72_000 }, after: { fen: 60_000 } },
    ],
    [
      'ends',
      (policy) => withCondition(policy, 'birthdayOn(person.birthDate, 95) <= period.lastDay'),
      { effects: { ends: 1 }, before: { fen: 72_000 }, after: { fen: 0 } },
    ],
    // What no register was asked for is not known; its money is in neither sum.
    [
      'unknown',
      (policy) => withCondition(policy, 'certificate.held'),
      { effects: { unknown: 1 }, before: { fen: 0 }, after: { fen: 0 } },
    ],
  ])('counts who %s', async (effect, change, totals) => {
    await anAward();
    const shipped = work.policies.all.map(({ policy }) => policy);
    const book = createPolicyBook(
      shipped.map((policy) => {
        const compiled = compilePolicy(policy.version === '2009-1' ? change(policy) : policy);
        if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
        return compiled.value;
      }),
    );
    if (!book.ok) throw new Error(book.error.message);
    const edge = edgeDeps({ [officer]: [officer] });
    const handler = createPreviewPolicyHandler({ ...work, ...edge, policies: book.value });
    const answer = await askRoute(handler, edge.lines, {
      user: officer,
      params: draft,
      query: { from: '2009-01-01' },
    });
    expect(answer.body).toMatchObject({ totals, awards: [{ effect }] });
  });

  test('goes on from page to page with the sums so far', async () => {
    await work.fund(10_000);
    const claims = [await work.inPosting(aForm(0)), await work.inPosting(aForm(0, { whose: 'husband' }))];
    await work.day('2008-05-29');
    for (const { claimId } of claims) await work.decided('district', claimId, 'approve');
    const awardIds = claims.map(({ claimId }) => claimId.replace('claim-', 'award-'));
    const previewPage = createPreviewPolicy(work, 1);
    const pages: PolicyPreview[] = [];
    for (let cursor: string | undefined; pages.length === 0 || cursor !== undefined;) {
      const page = await previewPage({ ...draft, from: calendarDate('2009-01-01'), cursor });
      if (!page.ok) throw new Error(page.error.kind);
      expect(page.value.awards.length).toBeLessThanOrEqual(1);
      pages.push(page.value);
      ({ cursor } = page.value);
    }
    const listed = pages.flatMap(({ awards }) => awards.map(({ awardId }) => awardId));
    expect(listed.sort()).toEqual(awardIds.sort());
    expect(pages[0]!.totals).toMatchObject({ effects: { gains: 1 }, afterFen: 84_000 });
    expect(pages.at(-1)!.totals).toMatchObject({ effects: { gains: 2 }, afterFen: 168_000 });
    expect((await preview({ cursor: 'bm8' })).status).toBe(400);
  });

  describe('of those who were refused', () => {
    const page = (limit: number, cursor?: string) =>
      createPreviewPolicy(work, limit)({ ...draft, from: calendarDate('2009-01-01'), cursor });

    /** The registers know the first husband as urban: his wife is refused, and the draft would not ask. */
    async function refused(n = 0): Promise<string> {
      const { husband } = aCouple(n);
      const { population = [] } = work.registers.entries;
      work.registers.entries.population = population.map((one) =>
        one.residentId === husband.residentId ? { ...one, householdType: 'urban' } : one,
      );
      const { claimId } = await work.inReview(aForm(n));
      const { hearingUntil } = await work.head(claimId);
      await work.day(plusDays(hearingUntil!, 1));
      expect(await work.decided('district', claimId, 'reject')).toMatchObject({ state: 'rejected' });
      return claimId;
    }

    test('says who would be entitled, and what it costs if they claim', async () => {
      const claimId = await refused();
      const { body } = await preview();
      expect(body).toMatchObject({
        awards: [],
        totals: {
          before: { fen: 0 },
          after: { fen: 0 },
          refused: { effects: { begins: 1, same: 0, unknown: 0 }, after: { fen: 84_000 } },
        },
        refused: [{ claimId, effect: 'begins', after: { fen: 84_000 }, codes: [] }],
      });
      expect(body).not.toHaveProperty('cursor');
      // By the version in force nothing changes for them, and they are not listed.
      expect((await preview({}, '2008-1')).body).toMatchObject({
        totals: { refused: { effects: { begins: 0, same: 1 }, after: { fen: 0 } } },
        refused: [],
      });
    });

    test('counts a person once, by their last claim, and not who has claimed again', async () => {
      await refused();
      const last = await refused();
      expect((await preview()).body).toMatchObject({
        totals: { refused: { effects: { begins: 1 } } },
        refused: [{ claimId: last }],
      });
      await work.submit(aForm(0), { channel: 'clerk' });
      await work.settle();
      expect((await preview()).body).toMatchObject({
        totals: { refused: { effects: { begins: 0, same: 0, unknown: 0 } } },
        refused: [],
      });
    });

    test('does not know of whom a reviewer refused, and not the rules', async () => {
      const { claimId } = await work.inReview(aForm(0));
      await work.decided('village', claimId, 'reject');
      const { hearingUntil } = await work.head(claimId);
      await work.day(plusDays(hearingUntil!, 1));
      expect(await work.decided('district', claimId, 'reject')).toMatchObject({ state: 'rejected' });
      expect((await preview()).body).toMatchObject({
        totals: { refused: { effects: { begins: 0, unknown: 1 }, after: { fen: 0 } } },
        refused: [{ claimId, effect: 'unknown' }],
      });
    });

    test.each([1, 2, 3])(
      'come behind the roll, %d to a page, each once with the sums so far',
      async (size) => {
        const awardId = await anAward();
        const claimIds = [await refused(1), await refused(2)];
        const pages: PolicyPreview[] = [];
        for (let cursor: string | undefined; pages.length === 0 || cursor !== undefined;) {
          const answer = await page(size, cursor);
          if (!answer.ok) throw new Error(answer.error.kind);
          expect(answer.value.awards.length + answer.value.refused.length).toBeLessThanOrEqual(size);
          pages.push(answer.value);
          ({ cursor } = answer.value);
        }
        expect(pages.flatMap(({ awards }) => awards.map((one) => one.awardId))).toEqual([awardId]);
        const listed = pages.flatMap((one) => one.refused.map(({ claimId }) => claimId));
        expect(listed.sort()).toEqual(claimIds.sort());
        expect(pages.at(-1)!.totals).toMatchObject({
          effects: { gains: 1 },
          afterFen: 84_000,
          refused: { effects: { begins: 2 }, afterFen: 168_000 },
        });
      },
    );
  });

  test('is of days that publication would take', async () => {
    expect(await preview({ from: '2009-02-01' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/query/from', code: 'not-a-first-day' }] },
    });
    expect((await preview({}, '1999-1')).status).toBe(404);
  });
});

function withRate(policy: Policy, fen: number): Policy {
  const cases = policy.amount.cases.map((one) => ({
    ...one,
    rates: one.rates.map((rate) => (rate.from === '2009-01-01' ? { ...rate, fen } : rate)),
  }));
  return { ...policy, amount: { ...policy.amount, cases } };
}

function withCondition(policy: Policy, expression: string): Policy {
  const [first] = policy.conditions;
  if (!first) throw new Error('no condition');
  const { texts, source, level } = first;
  return {
    ...policy,
    conditions: [...policy.conditions, { code: 'another', level, expression, source, texts }],
  };
}
