import type { Account } from '../../domain/ledger/accounts.ts';
import { type BalanceLine, heldFen } from '../../domain/ledger/trial-balance.ts';
import { addFen, type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { Table } from '../store/ports.ts';
import { balancePrefix, readBalances } from './balances.ts';

/** What became of a share's money. */
export interface Funds {
  readonly share: string;
  /** Appropriated = available + committed + obligated + spent. */
  readonly appropriatedFen: Fen;
  readonly availableFen: Fen;
  readonly committedFen: Fen;
  readonly obligatedFen: Fen;
  readonly spentFen: Fen;
  readonly cashFen: Fen;
  /** Due and not yet sent; on its way; come back. */
  readonly payableFen: Fen;
  readonly inTransitFen: Fen;
  readonly returnedFen: Fen;
  /** What was received less what was spent and lost, whether or not the year's end has closed it. */
  readonly fundBalanceFen: Fen;
}

/**
 * A programme's funds of a year by share, in the order of their names.
 * @param bankAccount narrows the cash to what is on one account
 */
export function createFundsReport({ table }: { readonly table: Table }) {
  return async (programme: string, year: number, bankAccount?: string): Promise<readonly Funds[]> => {
    const lines = await readBalances(table, balancePrefix({ year, programme }));
    return fundsByShare(
      lines.filter(
        (line) => bankAccount === undefined || line.account !== 'A1' || line.bankAccount === bankAccount,
      ),
    );
  };
}

export interface BudgetLine extends Funds {
  readonly programme: string;
  readonly year: number;
}

export interface BudgetReport {
  readonly lines: readonly BudgetLine[];
  readonly totals: Omit<Funds, 'share'>;
}

/** The execution of the budget, by year, programme and share: appropriated, committed, obligated, paid, available. */
export function createBudgetReport({ table }: { readonly table: Table }) {
  return async (narrowed: { readonly year?: number; readonly programme?: string }): Promise<BudgetReport> => {
    const { programme } = narrowed;
    const balances = await readBalances(table, balancePrefix(narrowed));
    const wanted = balances.filter((line) => programme === undefined || line.programme === programme);
    const byAppropriation = Map.groupBy(wanted, (line) => `${String(line.year)} ${line.programme}`);
    const lines = [...byAppropriation.values()].flatMap((group): readonly BudgetLine[] => {
      const [first] = group;
      if (!first) return [];
      return fundsByShare(group).map((funds) => ({ programme: first.programme, year: first.year, ...funds }));
    });
    return { lines, totals: figures((account) => sumOf(wanted, account)) };
  };
}

function fundsByShare(lines: readonly BalanceLine[]): readonly Funds[] {
  const shares = [...Map.groupBy(lines, ({ share }) => share)].sort(([a], [b]) => (a < b ? -1 : 1));
  return shares.map(([share, ofShare]) => ({ share, ...figures((account) => sumOf(ofShare, account)) }));
}

function figures(of: (account: Account) => Fen): Omit<Funds, 'share'> {
  return {
    appropriatedFen: of('B1'),
    availableFen: of('B2'),
    committedFen: of('B3'),
    obligatedFen: of('B4'),
    spentFen: of('B5'),
    cashFen: of('A1'),
    payableFen: of('L1'),
    inTransitFen: of('L2'),
    returnedFen: of('L3'),
    fundBalanceFen: subtractFen(addFen(of('R1'), of('F')), addFen(of('E1'), of('E2'), of('E3'))),
  };
}

function sumOf(lines: readonly BalanceLine[], account: Account): Fen {
  return addFen(zeroFen, ...lines.filter((line) => line.account === account).map(heldFen));
}
