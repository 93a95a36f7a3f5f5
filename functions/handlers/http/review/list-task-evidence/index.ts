import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { uploadedFiles } from '../../../container/uploaded-files.ts';
import { createListTaskEvidenceHandler } from './handler.ts';

export const { handler } = createListTaskEvidenceHandler({ ...edge, table, uploadedFiles });
