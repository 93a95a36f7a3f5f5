import { createListExceptions } from '../../functions/app/reconciliation/list-exceptions.ts';
import { pagesOf } from '../../functions/app/store/pages.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { exceptionStates } from '../../functions/domain/reconciliation/exception-lifecycle.ts';

/** How many breaks with the bank nobody has settled. */
export async function countOpenExceptions(table: Table): Promise<number> {
  const list = createListExceptions({ table });
  let count = 0;
  for (const state of exceptionStates.filter((known) => known !== 'resolved')) {
    for await (const page of pagesOf((from) => list({ state, ...from }))) count += page.length;
  }
  return count;
}
