import { clock } from '../../../container/clock.ts';
import { district } from '../../../container/district.ts';
import { policies } from '../../../container/policies.ts';
import { publicEdge } from '../../../container/public-edge.ts';
import { table } from '../../../container/table.ts';
import { createCheckClaimHandler } from './handler.ts';

export const { handler } = createCheckClaimHandler({ ...publicEdge, table, clock, policies, district });
