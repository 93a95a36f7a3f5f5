import { type KeptStatement, keptStatementSchema } from '../../contracts/store/statement.ts';
import { breakBetween, type StatementBreak } from '../../domain/reconciliation/statement-chain.ts';
import { itemPages } from '../store/pages.ts';
import type { QueryInput, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';

/** Where a statement does not follow on the one before. */
export type FoundStatementBreak = StatementBreak & { readonly statement: KeptStatement };

function statementsPk(bankAccount: string): string {
  return `STATEMENTS#${bankAccount}`;
}

/** The bank's order. What it numbers keeps its place when it is sent again, corrected, under another id. */
function placeOf({ day, sequence, page = 0, statementId }: KeptStatement): string {
  const name = sequence === undefined ? statementId : `${padded(sequence)}#${padded(page)}`;
  return `${day}#${name}`;
}

function padded(number: number): string {
  return String(number).padStart(9, '0');
}

/**
 * Keeps what a statement says of its account's balance, and compares it with those beside it. It is kept before it is
 * compared, so that of two that are imported at once one sees the other; done again, it finds the same.
 * @returns where it does not follow on the one before, or the one after, which came earlier, does not follow on it
 */
export async function keepStatement(
  table: Table,
  statement: KeptStatement,
): Promise<readonly FoundStatementBreak[]> {
  const [pk, sk] = [statementsPk(statement.bankAccount), placeOf(statement)];
  await transact(table, [{ put: { pk, sk, ...statement } }]);
  const beside = async (range: Pick<QueryInput, 'sk' | 'descending'>): Promise<KeptStatement | undefined> => {
    const { items } = await table.query({ pk, ...range, limit: 2 });
    const other = items.find((item) => item.sk !== sk);
    return other && keptStatementSchema.parse(other);
  };
  const before = await beside({ sk: { to: sk }, descending: true });
  const after = await beside({ sk: { from: sk } });
  const own = before && breakBetween(before, statement);
  const next = after && breakBetween(statement, after);
  return [
    ...(own ? [{ ...own, statement }] : []),
    // The gap was told when the later one came.
    ...(after && next?.kind === 'opening-differs' ? [{ ...next, statement: after }] : []),
  ];
}

/** An account's statements, the oldest first. */
export async function readStatements(table: Table, bankAccount: string): Promise<readonly KeptStatement[]> {
  const statements: KeptStatement[] = [];
  for await (const items of itemPages(table, { pk: statementsPk(bankAccount) })) {
    statements.push(...items.map((item) => keptStatementSchema.parse(item)));
  }
  return statements;
}
