import { awards } from '../../../container/awards.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { terms } from '../../../container/terms.ts';
import { createPreviewRunHandler } from './handler.ts';

export const { handler } = createPreviewRunHandler({ ...edge, table, clock, awards, terms });
