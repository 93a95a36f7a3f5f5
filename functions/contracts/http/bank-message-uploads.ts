import * as z from 'zod';
import { bankMessageRefusalSchema, bankMessageUploadStatuses } from '../store/bank-message-upload.ts';
import { importResultSchema } from '../store/reconciliation.ts';
import { pathIdSchema } from './path-ids.ts';
import { returnToSchema } from './uploads.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const uploadParams = z.strictObject({ uploadId: pathIdSchema });
const uploadIdExample = 'upload-4f5m1x9a0d2k7q8w3e6r5t1y0u';

const uploadStateSchema = z.strictObject({
  uploadId: z.string(),
  status: z.enum(bankMessageUploadStatuses),
  result: importResultSchema.exactOptional(),
  refusal: bankMessageRefusalSchema.exactOptional().meta({ description: 'why nothing of it was booked' }),
});

export const openBankMessageUpload = routeContract({
  id: 'open-bank-message-upload',
  summary: {
    'zh-CN': '取得上传银行报文的许可（由表单提交，或超过 4 MB 的报文）',
    en: 'Get leave to send a bank’s message by form, or one of more than 4 MB',
  },
  tag: 'reconciliation',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      mediaType: z
        .enum(['application/xml', 'text/xml', 'text/csv'])
        .meta({ description: 'text/csv: the columns of the district’s own bank' }),
      returnTo: returnToSchema.exactOptional(),
    }),
    { example: { mediaType: 'application/xml' }, limitBytes: 2 * 1024 },
  ),
  answers: {
    200: {
      text: {
        'zh-CN': '以 multipart/form-data 向 uploadUrl 提交各 fields，最后附上 file（至多 32 MB），再请求导入',
        en: 'Post the fields and then the file (≤ 32 MB, named file) to uploadUrl as multipart/form-data, then ask for its import',
      },
      schema: z.strictObject({
        uploadId: z.string(),
        uploadUrl: z.string(),
        fields: z.record(z.string(), z.string()),
      }),
      example: {
        uploadId: uploadIdExample,
        uploadUrl: `http://127.0.0.1:8080/bank-message-uploads/${uploadIdExample}`,
        fields: { 'Content-Type': 'application/xml' },
      },
    },
  },
  problems: [],
});

export const importUploadedBankMessage = routeContract({
  id: 'import-uploaded-bank-message',
  summary: { 'zh-CN': '导入已上传的银行报文', en: 'Import a bank’s message that was sent by form' },
  tag: 'reconciliation',
  params: uploadParams,
  query: noMembers,
  body: noBody,
  answers: {
    202: {
      text: {
        'zh-CN': '正在导入，或已有结果；再次请求不改变任何内容',
        en: 'It is being imported, or was before; asking again changes nothing',
      },
      schema: uploadStateSchema,
      example: { uploadId: uploadIdExample, status: 'importing' },
    },
  },
  problems: ['not-found', 'wrong-state'],
});

export const readBankMessageUpload = routeContract({
  id: 'read-bank-message-upload',
  summary: {
    'zh-CN': '已上传银行报文的导入结果',
    en: 'What became of a bank’s message that was sent by form',
  },
  tag: 'reconciliation',
  params: uploadParams,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '状态与结果', en: 'Its status, and what came of it' },
      schema: uploadStateSchema,
      example: {
        uploadId: uploadIdExample,
        status: 'imported',
        result: { messageId: 'CAMT053-2008-06-21', matched: 9_998, returned: 2, rejected: 0, exceptions: 0 },
      },
    },
  },
  problems: ['not-found'],
});
