import * as z from 'zod';
import { fileFormats } from '../bank/bank-profile.ts';
import { noBody, routeContract } from './route-contract.ts';
import { runParams } from './run-params.ts';

export const readBankFile = routeContract({
  id: 'read-bank-file',
  summary: { 'zh-CN': '下载批次的银行文件', en: 'A run’s file for the bank' },
  tag: 'payments',
  params: runParams,
  query: z.strictObject({
    format: z.enum(fileFormats).exactOptional().meta({ description: 'the one that is sent when absent' }),
    file: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number)
      .default(1)
      .meta({ description: 'its place in the run, from 1' }),
  }),
  body: noBody,
  answers: {
    200: {
      text: {
        'zh-CN': '发送的格式为文件原样，其 SHA-256 见批次的 files；其他格式由该文件转换而成',
        en: 'In the format that is sent, the file as it was built; its SHA-256 stands in the run’s files. In another, what that file says',
      },
      mediaTypes: ['application/xml', 'text/csv'],
    },
    303: {
      text: {
        'zh-CN': '文件超过 4 MB：一分钟内从 Location 下载，无须令牌',
        en: 'A file of more than 4 MB: to be fetched from Location within a minute, without a token',
      },
    },
  },
  problems: ['not-found', 'bank-file-unwritable'],
});
