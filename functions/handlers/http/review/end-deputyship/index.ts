import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { ids } from '../../../container/ids.ts';
import { table } from '../../../container/table.ts';
import { createEndDeputyshipHandler } from './handler.ts';

export const { handler } = createEndDeputyshipHandler({ ...edge, table, clock, ids });
