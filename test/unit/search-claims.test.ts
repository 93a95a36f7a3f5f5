import { beforeEach, describe, expect, test } from '@jest/globals';
import { mostLookUpsAnHour } from '../../functions/domain/claims/look-up.ts';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createVerifyAuditHandler } from '../../functions/handlers/http/audit/verify-audit/handler.ts';
import { createSearchClaimsHandler } from '../../functions/handlers/http/claims/search-claims/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import type { Asked } from '../builders/ask-route.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice } from '../builders/claims-office.ts';

let office: ClaimsOffice;
let routes: ReturnType<typeof routesOf>;

function routesOf(deps: ClaimsOffice) {
  return {
    submit: createSubmitClaimHandler(deps),
    search: createSearchClaimsHandler(deps),
    entries: createListAuditEntriesHandler(deps),
    verify: createVerifyAuditHandler(deps),
  };
}

beforeEach(async () => {
  office = await claimsOffice();
  routes = routesOf(office);
});

const ask = (name: keyof typeof routes, asked?: Asked) => office.ask(routes[name], asked);

const { applicant } = aClaimForm();
const words = { name: applicant.name, idEnding: applicant.residentId.slice(-4), reason: 'reference-lost' };
const searched = (body: object = words, more: Partial<Asked> = {}) =>
  ask('search', { user: 'clerk', body, ...more });

async function submitted(): Promise<{ claimId: string; reference: string }> {
  const { body } = await ask('submit', { body: aClaimForm() });
  return { claimId: body.claimId, reference: body.reference };
}

/** What the audit holds of a clerk's searches in the hour that the clock shows. */
async function audited(clerk: string) {
  const id = `${clerk}-${office.clock.now().slice(0, 13)}`;
  const { body } = await ask('entries', { user: 'auditor', query: { kind: 'claim-search', id } });
  return body.entries;
}

describe('a claim whose reference is lost', () => {
  test('is found by the name and the end of the number of whoever made it', async () => {
    const { reference } = await submitted();
    const found = {
      reference,
      programme: 'rural-reward',
      period: '2008-H1',
      status: 'submitted',
      submittedOn: '2008-05-20',
    };
    const typed = { ...words, name: ` ${words.name} `, idEnding: words.idEnding.toLowerCase() };
    expect(await searched(typed)).toMatchObject({ status: 200, body: { claims: [found] } });
    const here = await searched({ ...words, programme: 'rural-reward' });
    expect(here.body.claims).toEqual([found]);
    const elsewhere = await searched({ ...words, programme: 'special-hardship' });
    expect(elsewhere.body.claims).toEqual([]);
  });

  test.each([
    ['another name', { name: '王秀' }],
    ['another number', { idEnding: '0000' }],
    ['the spouse’s name', { name: '李国强' }],
  ])('is not found by %s', async (_, wrong) => {
    await submitted();
    expect((await searched({ ...words, ...wrong })).body).toEqual({ claims: [] });
  });

  test('is nothing to an office elsewhere, which hears the same as of somebody who never claimed', async () => {
    await submitted();
    const elsewhere = await searched(words, { user: 'far-clerk' });
    const nobody = await searched({ ...words, name: '无此人' }, { user: 'far-clerk' });
    expect([elsewhere.status, elsewhere.text]).toEqual([nobody.status, nobody.text]);
    expect(await audited('far-clerk')).toMatchObject([
      { detail: { claimIds: [] } },
      { detail: { claimIds: [] } },
    ]);
  });

  test('is in the audit as looked for: by whom, which claim and why, and nobody’s name or number', async () => {
    const { claimId } = await submitted();
    await searched();
    const entries = await audited('clerk');
    expect(entries).toMatchObject([
      {
        actor: { kind: 'staff', id: 'clerk' },
        event: 'searched',
        detail: { reason: 'reference-lost', claimIds: [claimId] },
      },
    ]);
    expect(JSON.stringify([entries, office.lines])).not.toContain(words.name);
    expect(Object.keys(entries[0].detail).sort()).toEqual(['claimIds', 'reason']);
    expect((await ask('verify', { user: 'auditor' })).body).toMatchObject({ verified: true, faults: [] });
  });

  test('is not shown when the audit cannot be written', async () => {
    const { reference } = await submitted();
    const closed = createSearchClaimsHandler({
      ...office,
      table: {
        ...office.table,
        transact: async () => {
          throw Object.assign(new Error('away'), { name: 'StoreUnavailable' });
        },
      },
    });
    const answer = await office.ask(closed, { user: 'clerk', body: words });
    expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(answer.text).not.toContain(reference);
  });

  test('stands nowhere in the store under a name or the end of a number', async () => {
    const { reference } = await submitted();
    const row = await office.table.get({ pk: `REFERENCE#${reference}`, sk: 'CLAIM' });
    expect(row).toMatchObject({ gsi1pk: expect.stringMatching(/^HOLDER#[0-9a-f]{64}$/) });
    expect(JSON.stringify(row)).not.toContain(words.name);
  });

  test('is none of the clerk’s own family, which counts as a search', async () => {
    const { claimId } = await submitted();
    await office.verify(claimId);
    const kin = office.keyed.blindIndex('person', aClaimForm().children[0]?.residentId ?? '');
    await office.addStaff('kin', 'clerk', { residentIndex: kin });
    const refused = { status: 409, body: { code: 'own-family' } };
    expect(await searched(words, { user: 'kin', key: 'the-same-form' })).toMatchObject(refused);
    expect(await searched(words, { user: 'kin', key: 'the-same-form' })).toMatchObject(refused);
    expect(await audited('kin')).toHaveLength(1);
  });

  test('is looked for with a reason alone, by clerks alone', async () => {
    await submitted();
    const before = office.writes();
    const { reason: _, ...noReason } = words;
    expect(await searched(noReason)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason', code: 'not-one-of' }] },
    });
    for (const user of ['village', 'district', 'auditor', 'appeals']) {
      expect((await searched(words, { user })).status).toBe(403);
    }
    expect((await ask('search', { body: words })).status).toBe(401);
    expect(office.writes()).toBe(before);
  });
});

describe('how often a clerk may look', () => {
  const fill = async (times: number): Promise<void> => {
    for (let time = 1; time <= times; time += 1) expect((await searched()).status).toBe(200);
  };

  test('has its limit by the hour, for each clerk; it is told until when to wait', async () => {
    await submitted();
    await fill(mostLookUpsAnHour);
    const refused = await searched();
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    const wait = Number(refused.headers['retry-after']);
    expect(wait).toBe(3600 - (Math.floor(Date.parse(office.clock.now()) / 1000) % 3600));
    await office.addStaff('clerk-2', 'clerk');
    expect((await searched(words, { user: 'clerk-2' })).status).toBe(200);
    office.clock.move('2008-05-21');
    expect((await searched()).status).toBe(200);
  });

  test('is kept in the store: a system started anew on it goes on counting', async () => {
    await submitted();
    await fill(mostLookUpsAnHour);
    const anew = createSearchClaimsHandler({ ...office });
    expect((await office.ask(anew, { user: 'clerk', body: words })).status).toBe(429);
    expect(await audited('clerk')).toHaveLength(mostLookUpsAnHour);
  });

  test('cannot be outrun by asking at once', async () => {
    await submitted();
    await fill(mostLookUpsAnHour - 2);
    const answers = await Promise.all(Array.from({ length: 6 }, async () => searched()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(await audited('clerk')).toHaveLength(mostLookUpsAnHour);
  });

  test('counts a form that came twice once, and answers it the same', async () => {
    await submitted();
    const [first, second] = [
      await searched(words, { key: 'look-up-1' }),
      await searched(words, { key: 'look-up-1' }),
    ];
    expect(second.body).toEqual(first.body);
    expect(await audited('clerk')).toHaveLength(1);
    expect(await searched({ ...words, idEnding: '0000' }, { key: 'look-up-1' })).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key-reused' },
    });
  });
});
