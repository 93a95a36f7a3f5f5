import { clock } from '../../../container/clock.ts';
import { district } from '../../../container/district.ts';
import { edge } from '../../../container/edge.ts';
import { residents } from '../../../container/residents.ts';
import { table } from '../../../container/table.ts';
import { createReadReportHandler } from './handler.ts';

export const { handler } = createReadReportHandler({ ...edge, table, clock, district, residents });
