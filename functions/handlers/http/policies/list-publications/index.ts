import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { ids } from '../../../container/ids.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createListPublicationsHandler } from './handler.ts';

export const { handler } = createListPublicationsHandler({ ...edge, table, clock, ids, policies });
