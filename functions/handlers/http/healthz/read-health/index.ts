import { clock } from '../../../container/clock.ts';
import { publicEdge } from '../../../container/public-edge.ts';
import { table } from '../../../container/table.ts';
import { createReadHealth } from '../handler.ts';

export const { handler } = createReadHealth({
  ...publicEdge,
  clock,
  // A key that nothing has: the store answers, or says StoreUnavailable.
  checkStore: async () => {
    await table.get({ pk: 'HEALTH', sk: 'HEALTH' });
  },
});
