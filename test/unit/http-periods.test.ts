import { beforeEach, describe, expect, test } from '@jest/globals';
import { createClosePeriodHandler } from '../../functions/handlers/http/periods/close-period/handler.ts';
import { createListPeriodsHandler } from '../../functions/handlers/http/periods/list-periods/handler.ts';
import { createReadPeriodHandler } from '../../functions/handlers/http/periods/read-period/handler.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { financeOffice, type FinanceOffice } from '../builders/finance-office.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const policies = await shippedPolicies();
const [preparer, approver, auditor] = ['finance.preparer', 'finance.approver', 'auditor'] as const;

let office: FinanceOffice;
let ask: (name: 'list' | 'read' | 'close', asked: Asked) => ReturnType<typeof askRoute>;

beforeEach(async () => {
  office = financeOffice();
  await office.fund();
  const edge = edgeDeps({
    [preparer]: [preparer],
    [approver]: [approver],
    [auditor]: [auditor],
    both: [preparer, approver],
  });
  const deps = { ...edge, table: office.stored, clock: office.clock, policies };
  const routes = {
    list: createListPeriodsHandler(deps),
    read: createReadPeriodHandler(deps),
    close: createClosePeriodHandler(deps),
  };
  ask = (name, asked) => askRoute(routes[name], edge.lines, { user: preparer, ...asked });
});

const read = async (id: string) => (await ask('read', { user: auditor, params: { id } })).body;

async function close(id: string, event: string, user: string, others: object = {}) {
  const { checksHash } = await read(id);
  const body = { event, ...(event === 'refuse' ? {} : { checksHash }), ...others };
  return ask('close', { user, params: { id }, body });
}

describe('closing a period', () => {
  test('takes two people, who name what they looked at', async () => {
    office.clock.move('2008-07-02');
    expect(await close('2008-06', 'propose', 'both')).toMatchObject({
      status: 200,
      body: { periodId: '2008-06', status: 'proposed' },
    });
    expect(await close('2008-06', 'approve', 'both')).toMatchObject({
      status: 409,
      body: { code: 'same-person' },
    });
    expect(await read('2008-06')).toMatchObject({ status: 'proposed', proposedBy: 'both' });
    const body = await read('2008-06');
    expect(body.proposedHash).toBe(body.checksHash);
    expect(await close('2008-06', 'approve', approver, { checksHash: '0'.repeat(64) })).toMatchObject({
      status: 409,
      body: { code: 'changed-since' },
    });
    expect(await close('2008-06', 'approve', approver)).toMatchObject({
      status: 200,
      body: { status: 'closed' },
    });
    const { body: listed } = await ask('list', { user: auditor });
    expect(listed.periods.map(({ periodId, status }: Record<string, string>) => [periodId, status])).toEqual([
      ['2008', 'open'],
      ['2008-07', 'open'],
      ['2008-06', 'closed'],
    ]);
  });

  test('says all that is left to do, in words', async () => {
    await office.importing(office.bank.statement([{ amountFen: 7 as never, direction: 'credit' }]));
    const refused = await close('2008', 'propose', preparer);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'period-not-closable',
        errors: [
          { pointer: '/path/id', code: 'period-not-over', message: '该期间尚未结束' },
          { pointer: '/explanation', code: 'unexplained' },
        ],
      },
    });
    const looked = await read('2008');
    expect(looked.exceptions).toEqual([
      {
        exceptionId: looked.checks.openExceptions[0],
        reason: 'no-id',
        day: expect.stringMatching(/^2008-/),
        amountFen: 7,
      },
    ]);
    expect(looked.checks).toMatchObject({
      blockers: ['period-not-over'],
      openExceptions: [expect.stringMatching(/^exc-/)],
      suspense: [{ account: 'L4', heldFen: 7 }],
    });
  });

  test('is for finance alone, of periods that there are', async () => {
    expect(
      (await ask('close', { user: auditor, params: { id: '2008-06' }, body: { event: 'refuse' } })).status,
    ).toBe(403);
    expect((await ask('read', { params: { id: '2008-H1' } })).status).toBe(404);
    const unnamed = await ask('close', { params: { id: '2008-06' }, body: { event: 'approve' } });
    expect(unnamed).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/checksHash', code: 'missing' }] },
    });
    expect((await ask('close', { params: { id: '2008-06' }, body: { event: 'refuse' } })).status).toBe(409);
  });
});
