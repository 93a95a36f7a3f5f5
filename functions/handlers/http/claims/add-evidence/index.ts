import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { uploadedFiles } from '../../../container/uploaded-files.ts';
import { createAddEvidenceHandler } from './handler.ts';

export const { handler } = createAddEvidenceHandler({ ...edge, table, clock, uploadedFiles });
