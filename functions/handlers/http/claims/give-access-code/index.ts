import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { keyed } from '../../../container/keyed.ts';
import { table } from '../../../container/table.ts';
import { createGiveAccessCodeHandler } from './handler.ts';

export const { handler } = createGiveAccessCodeHandler({ ...edge, table, clock, keyed });
