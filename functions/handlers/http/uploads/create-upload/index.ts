import { createCreateUpload } from '../../../../app/uploads/create-upload.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { ids } from '../../../container/ids.ts';
import { table } from '../../../container/table.ts';
import { uploadForms } from '../../../container/upload-forms.ts';
import { createCreateUploadHandler } from './handler.ts';

export const { handler } = createCreateUploadHandler({
  ...edge,
  createUpload: createCreateUpload({ table, clock, ids, forms: uploadForms }),
});
