import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import { policyInForce } from '../../functions/app/programmes/policy-in-force.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { addFen, type Fen, fen, splitFen, zeroFen } from '../../functions/domain/money/fen.ts';
import type { PolicyBook } from '../../functions/domain/policy/policy-book.ts';
import type { BankSimulator } from '../bank/bank-simulator.ts';
import { demoPayer } from './demo-payer.ts';

/** What the demo district appropriates to a programme for a year: enough for what its rules pay (finance.md). */
const programmeBudgetFen: Readonly<Record<string, Fen>> = {
  'rural-reward': fen(60_000_000),
  'special-hardship': fen(70_000_000),
  'retiree-one-off': fen(2_600_000_000),
};

/** For a programme that somebody has added by its policy file alone. */
const otherBudgetFen = fen(100_000_000);

/**
 * Appropriates and funds the year's budget of every programme; done once a year, however often it is called. The bank's
 * account opens with the first year's money.
 */
export async function seedDemoBudget(
  ports: {
    readonly table: Table;
    readonly clock: Clock;
    readonly policies: PolicyBook;
    readonly bank: Pick<BankSimulator, 'fund'>;
  },
  year: number,
): Promise<void> {
  const appropriate = createAppropriate(ports);
  const seed = { kind: 'system', id: 'demo-budget' } as const;
  const { account } = demoPayer.debtor;
  let fundedFen = zeroFen;
  for (const programme of ports.policies.programmes) {
    const policy = (await policyInForce(ports, programme, ports.clock.today()))?.policy;
    if (!policy) continue;
    const budget = programmeBudgetFen[programme] ?? otherBudgetFen;
    const parts = splitFen(budget, policy.funding).map(({ name, amountFen }) => ({ share: name, amountFen }));
    const appropriated = await appropriate({
      programme,
      year,
      parts,
      cause: 'demo-budget',
      actor: seed,
      approvedBy: seed,
      fundedOn: account,
    });
    if (!appropriated.ok) throw new Error(`${programme} ${String(year)}: ${appropriated.error.kind}`);
    fundedFen = addFen(fundedFen, budget);
  }
  await ports.bank.fund(account, fundedFen);
}
