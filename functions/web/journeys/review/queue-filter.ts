import type { listTasks } from '../../../contracts/http/review.ts';
import { taskOrders } from '../../../contracts/store/task-cursor.ts';
import { isAreaCode } from '../../../domain/review/area.ts';
import { taskStages } from '../../../domain/review/chain.ts';
import type * as z from 'zod';

export type QueueFilter = Pick<z.output<typeof listTasks.query>, 'stage' | 'area'> & {
  readonly sort: (typeof taskOrders)[number];
};

/** What a queue is narrowed to and how it is sorted, as its address says: what is due first comes first by itself. */
export function filterIn(query: URLSearchParams): QueueFilter {
  const stage = taskStages.find((one) => one === query.get('stage'));
  const area = query.get('area') ?? '';
  return {
    ...(stage && { stage }),
    ...(isAreaCode(area) && { area }),
    sort: taskOrders.find((one) => one === query.get('sort')) ?? 'due',
  };
}

/** The filter as the query of an address: what goes without saying is left out. */
export function queryOf({ stage, area, sort }: QueueFilter): Readonly<Record<string, string>> {
  return {
    ...(stage === undefined ? {} : { stage }),
    ...(area === undefined ? {} : { area }),
    ...(sort === 'due' ? {} : { sort }),
  };
}

/** An address that keeps the filter: of the queue, or of a task that was opened from it. */
export function withFilter(path: string, filter: QueueFilter): string {
  const query = new URLSearchParams(queryOf(filter)).toString();
  return query === '' ? path : `${path}?${query}`;
}
