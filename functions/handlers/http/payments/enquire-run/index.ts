import { bankChannel } from '../../../container/bank-channel.ts';
import { bankFiles } from '../../../container/bank-files.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createEnquireRunHandler } from './handler.ts';

export const { handler } = createEnquireRunHandler({ ...edge, table, clock, bankFiles, bankChannel });
