import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createListPoliciesHandler } from './handler.ts';

export const { handler } = createListPoliciesHandler({ ...edge, table, clock, policies });
