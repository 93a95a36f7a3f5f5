import { beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadBankProfiles } from '../../functions/adapters/banks/load-bank-profiles.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable, type SqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { readDebtor } from '../../functions/app/payments/debtor-accounts.ts';
import { createPolicyPaymentTerms } from '../../functions/app/payments/policy-payment-terms.ts';
import { createDecideDebtorAccountHandler } from '../../functions/handlers/http/budget/decide-debtor-account/handler.ts';
import { createListDebtorAccountsHandler } from '../../functions/handlers/http/budget/list-debtor-accounts/handler.ts';
import { createProposeDebtorAccountHandler } from '../../functions/handlers/http/budget/propose-debtor-account/handler.ts';
import { demoPayer } from '../../local/home/demo-payer.ts';
import { projectRoot } from '../../local/home/project-root.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

const policies = await shippedPolicies();
const loaded = await loadBankProfiles(join(projectRoot, 'banks'));
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
const banks = loaded.value;

const roles = ['finance.preparer', 'finance.approver'];
const [preparer = '', approver = ''] = roles;
const account = {
  name: '崇川区财政局',
  account: '9900000000000002',
  bankId: 'DEMOCNSH',
  document: '财库〔2008〕5号',
};

let table: SqliteTable;
let ask: (name: 'propose' | 'decide' | 'list', asked: Asked) => ReturnType<typeof askRoute>;
let terms: ReturnType<typeof createPolicyPaymentTerms>;

beforeEach(() => {
  table = createSqliteTable(SqliteDatabase.open(':memory:'));
  const edge = edgeDeps({ [preparer]: [preparer], [approver]: [approver], both: roles });
  let ids = 0;
  const deps = {
    ...edge,
    table,
    clock: new MovableClock(),
    policies,
    banks,
    ids: { newId: (prefix: string) => `${prefix}-${String((ids += 1))}`, newReference: () => '' },
  };
  const routes = {
    propose: createProposeDebtorAccountHandler(deps),
    decide: createDecideDebtorAccountHandler(deps),
    list: createListDebtorAccountsHandler(deps),
  };
  ask = (name, asked) => askRoute(routes[name], edge.lines, asked);
  terms = createPolicyPaymentTerms({ table, policies }, demoPayer, banks, (programme) =>
    readDebtor(table, programme),
  );
});

async function proposed(body: object, user = preparer): Promise<string> {
  const answer = await ask('propose', { user, body });
  expect(answer).toMatchObject({ status: 202, body: { status: 'proposed' } });
  return answer.body.debtorAccountId as string;
}

const decide = (id: string, event = 'approve', user = approver) =>
  ask('decide', { user, params: { id }, body: { event } });

async function debtorOf(programme: string, period = '2008-H1') {
  return (await terms.of(programme, period))?.debtor.account;
}

describe('the account a programme is paid from', () => {
  test('is the district’s until two people have set another', async () => {
    expect(await debtorOf('rural-reward')).toBe(demoPayer.debtor.account);
    const id = await proposed(account);
    expect(await debtorOf('rural-reward')).toBe(demoPayer.debtor.account);
    expect(await decide(id)).toMatchObject({
      status: 200,
      body: { debtorAccountId: id, status: 'approved' },
    });
    expect(await debtorOf('rural-reward')).toBe(account.account);
    expect(await debtorOf('special-hardship')).toBe(account.account);
  });

  test('may be its own, and then the others keep theirs', async () => {
    await decide(await proposed(account));
    await decide(await proposed({ ...account, programme: 'rural-reward', account: '9900000000000003' }));
    expect(await debtorOf('rural-reward')).toBe('9900000000000003');
    expect(await debtorOf('special-hardship')).toBe(account.account);
    await decide(await proposed({ ...account, account: '9900000000000004' }));
    expect(await debtorOf('rural-reward')).toBe('9900000000000003');
    expect(await debtorOf('special-hardship')).toBe('9900000000000004');
    const { body } = await ask('list', { user: approver });
    expect(body.current).toMatchObject([
      { account: '9900000000000004' },
      { account: '9900000000000003', programme: 'rural-reward' },
    ]);
    expect(body.proposals).toHaveLength(3);
  });

  test('is not approved by who proposed it, nor set by a refusal', async () => {
    const id = await proposed(account, 'both');
    expect(await decide(id, 'approve', 'both')).toMatchObject({ status: 409, body: { code: 'same-person' } });
    expect(await decide(id, 'approve', preparer)).toMatchObject({ status: 403 });
    expect((await decide(id, 'refuse')).status).toBe(200);
    expect((await decide(id)).status).toBe(409);
    expect(await debtorOf('rural-reward')).toBe(demoPayer.debtor.account);
    const { body } = await ask('list', { user: approver, query: { status: 'refused' } });
    expect(body).toMatchObject({ current: [], proposals: [{ debtorAccountId: id, ...account }] });
  });

  test('is of a bank whose files are known, and can stand in them', async () => {
    const problems = async (changes: object) =>
      (await ask('propose', { user: preparer, body: { ...account, ...changes } })).body.errors;
    expect(await problems({ bankId: 'NOBODY' })).toMatchObject([{ pointer: '/bankId', code: 'not-one-of' }]);
    expect(await problems({ programme: 'moon' })).toMatchObject([{ pointer: '/programme' }]);
    expect(await problems({ account: '1 2' })).toMatchObject([{ pointer: '/account', code: 'wrong-format' }]);
    expect(await problems({ name: '\u0000' })).toMatchObject([{ pointer: '/name', code: 'wrong-format' }]);
  });
});
