import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { ids } from '../../../container/ids.ts';
import { payer } from '../../../container/payer.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createProposeDepositHandler } from './handler.ts';

export const { handler } = createProposeDepositHandler({ ...edge, table, clock, ids, policies, payer });
