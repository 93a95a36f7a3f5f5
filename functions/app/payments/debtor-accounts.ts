import type { FieldProblem } from '../../contracts/problem.ts';
import {
  type CurrentDebtorAccount,
  currentDebtorAccountSchema,
  type DebtorAccount,
  debtorAccountSchema,
} from '../../contracts/store/debtor-account.ts';
import type { BankProfile } from '../../contracts/bank/bank-profile.ts';
import type { Party } from '../../contracts/bank/payment-file.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import { createProposals, type ProposalAnswer, type ProposalDeps } from '../proposals/proposals.ts';
import type { Key, Table } from '../store/ports.ts';

export interface DebtorAccountsDeps extends ProposalDeps {
  readonly policies: PolicyBook;
  readonly banks: ReadonlyMap<string, BankProfile>;
}

export type ProposeDebtorAccountError =
  KeyReused | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

const accountsPk = 'DEBTOR-ACCOUNTS';
const everyProgramme = '*';

function accountKey(programme: string | undefined): Key {
  return { pk: accountsPk, sk: programme ?? everyProgramme };
}

/**
 * The accounts that programmes are paid from, changed by two people (invariants.md 5). A run pays from the account
 * that was in force when it was prepared: its files are what is released.
 */
export function createDebtorAccounts(deps: DebtorAccountsDeps) {
  const proposals = createProposals<DebtorAccount, never>(deps, {
    subjectKind: 'debtor-account',
    idPrefix: 'debtor-account',
    read: (content) => debtorAccountSchema.parse(content),
    approve: async ({ proposalId, content }, at) => {
      const current: CurrentDebtorAccount = { ...content, proposalId, since: at };
      const actions = [{ put: { ...current, ...accountKey(content.programme) } }];
      return ok({ actions, refusal: () => undefined });
    },
  });

  return {
    ...proposals,
    propose: async (
      account: DebtorAccount,
      actor: Actor,
      idempotency?: IdempotencyKey,
    ): Promise<Result<ProposalAnswer, ProposeDebtorAccountError>> => {
      const { programme, bankId } = account;
      const errors: FieldProblem[] = [];
      if (programme !== undefined && !deps.policies.programmes.includes(programme)) {
        errors.push({ pointer: '/programme', code: 'unknown-programme' });
      }
      // Without its profile nobody knows what files the bank takes.
      if (!deps.banks.has(bankId)) errors.push({ pointer: '/bankId', code: 'not-one-of' });
      if (errors.length > 0) return err({ kind: 'invalid-request', errors });
      return proposals.propose(account, actor, idempotency);
    },
    /** The accounts in force; a programme without one is paid from the one for every programme. */
    current: async (): Promise<readonly CurrentDebtorAccount[]> => {
      const { items } = await deps.table.query({ pk: accountsPk });
      return items.map((item) => currentDebtorAccountSchema.parse(item));
    },
  };
}

/** The account that a programme is paid from; undefined while none has been set. */
export async function readDebtor(table: Table, programme: string): Promise<Party | undefined> {
  const items = await table.getMany([accountKey(programme), accountKey(undefined)]);
  const item = items.find((one) => one !== undefined);
  if (!item) return undefined;
  const { name, account, bankId } = currentDebtorAccountSchema.parse(item);
  return { name, account, bankId };
}
