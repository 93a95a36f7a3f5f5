import { clock } from '../../../container/clock.ts';
import { district } from '../../../container/district.ts';
import { edge } from '../../../container/edge.ts';
import { ids } from '../../../container/ids.ts';
import { keyed } from '../../../container/keyed.ts';
import { table } from '../../../container/table.ts';
import { createDecideUserGrantHandler } from './handler.ts';

export const { handler } = createDecideUserGrantHandler({ ...edge, table, clock, ids, keyed, district });
