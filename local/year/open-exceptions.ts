import { createListExceptions } from '../../functions/app/reconciliation/list-exceptions.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { exceptionStates } from '../../functions/domain/reconciliation/exception-lifecycle.ts';

/** How many breaks with the bank nobody has settled. */
export async function countOpenExceptions(table: Table): Promise<number> {
  const list = createListExceptions({ table });
  let count = 0;
  for (const state of exceptionStates.filter((known) => known !== 'resolved')) {
    let cursor: string | undefined;
    do {
      const page = await list({ state, ...(cursor === undefined ? {} : { cursor }) });
      count += page.items.length;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return count;
}
