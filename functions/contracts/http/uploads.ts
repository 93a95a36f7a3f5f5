import * as z from 'zod';
import { evidenceMediaTypes } from '../../domain/claims/evidence-file.ts';
import { jsonBody, noMembers, routeContract } from './route-contract.ts';

/** Of a form for a file, which a browser sends past the API. */
export const returnToSchema = z
  .url({ protocol: /^https?$/ })
  .max(1200)
  .meta({
    description:
      'where a browser goes when the file has arrived, with `key`, whose last part is the uploadId',
  });

export const createUpload = routeContract({
  id: 'create-upload',
  summary: { 'zh-CN': '取得上传一份材料的许可', en: 'Get leave to send one file of evidence' },
  tag: 'claims',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      reference: z.string().max(40),
      mediaType: z
        .enum(evidenceMediaTypes)
        .exactOptional()
        .meta({ description: 'left out by a form that cannot know what will be chosen' }),
      returnTo: returnToSchema.exactOptional(),
    }),
    {
      example: { reference: 'HM0000000000', mediaType: 'image/jpeg' },
      limitBytes: 1024,
    },
  ),
  answers: {
    200: {
      text: {
        'zh-CN': '以 multipart/form-data 向 uploadUrl 提交各 fields，最后附上 file（至多 10 MB）',
        en: 'Post the fields and then the file (≤ 10 MB, named file) to uploadUrl as multipart/form-data',
      },
      schema: z.strictObject({
        uploadId: z.string().meta({ description: 'what evidence names the file by' }),
        uploadUrl: z.string(),
        fields: z.record(z.string(), z.string()),
      }),
      example: {
        uploadId: 'upload-0',
        uploadUrl: 'http://127.0.0.1:8080/uploads/upload-0',
        fields: { 'Content-Type': 'image/jpeg' },
      },
    },
  },
  problems: ['not-found'],
});
