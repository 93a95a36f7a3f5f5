import { readMany } from '../store/read-many.ts';
import type { Page, Table } from '../store/ports.ts';
import {
  type ExceptionFilter,
  type ExceptionHead,
  exceptionKey,
  exceptionList,
  parseException,
} from './exceptions.ts';

const exceptionsAPage = 50;

export interface ListExceptionsInput extends Partial<ExceptionFilter> {
  readonly cursor?: string;
}

/** The exceptions of a state (`open` when left out), of a kind or a run if wanted, the oldest first. */
export function createListExceptions({ table }: { readonly table: Table }) {
  return async (input: ListExceptionsInput = {}): Promise<Page<ExceptionHead>> => {
    const { cursor, state = 'open', ...narrower } = input;
    const { index, pk } = exceptionList({ state, ...narrower });
    const page = await table.queryIndex(index, {
      pk,
      limit: exceptionsAPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await readMany(
      table,
      page.items.map(({ indexSk }) => exceptionKey(indexSk.slice(indexSk.indexOf('#') + 1))),
    );
    return {
      // The index may lag: an exception that has moved on is listed where it is.
      items: items
        .flatMap((item) => (item ? [parseException(item)] : []))
        .filter((one) => one.state === state),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  };
}
