import { edge } from '../../../container/edge.ts';
import { evidenceLinks } from '../../../container/evidence-links.ts';
import { noteReading } from '../../../container/note-reading.ts';
import { table } from '../../../container/table.ts';
import { uploadedFiles } from '../../../container/uploaded-files.ts';
import { createReadTaskEvidenceHandler } from './handler.ts';

export const { handler } = createReadTaskEvidenceHandler({
  ...edge,
  table,
  noteReading,
  uploadedFiles,
  evidenceLinks,
});
