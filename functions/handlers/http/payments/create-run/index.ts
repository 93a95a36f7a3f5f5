import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { ids } from '../../../container/ids.ts';
import { table } from '../../../container/table.ts';
import { terms } from '../../../container/terms.ts';
import { createCreateRunHandler } from './handler.ts';

export const { handler } = createCreateRunHandler({ ...edge, table, clock, ids, terms });
