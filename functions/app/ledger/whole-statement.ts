import { err, ok, type Result } from '../../domain/result/result.ts';
import {
  type AccountEntry,
  type AccountStatementInput,
  createAccountStatement,
} from './account-statement.ts';

/** Lines that a spreadsheet, and one answer, can hold with ease: some 3 MB. */
const mostLines = 20_000;

/** All entries of an account's statement at once, to be taken away; more than fit have to be asked for by dates. */
export function createWholeStatement(deps: Parameters<typeof createAccountStatement>[0], most = mostLines) {
  const statement = createAccountStatement(deps);
  return async (
    input: Omit<AccountStatementInput, 'cursor' | 'limit'>,
  ): Promise<
    Result<readonly AccountEntry[], { readonly kind: 'statement-too-long'; readonly most: number }>
  > => {
    const all: AccountEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await statement({ ...input, limit: 100, ...(cursor === undefined ? {} : { cursor }) });
      all.push(...page.entries);
      ({ cursor } = page);
      if (all.length > most || (all.length === most && cursor !== undefined)) {
        return err({ kind: 'statement-too-long', most });
      }
    } while (cursor !== undefined);
    return ok(all);
  };
}
