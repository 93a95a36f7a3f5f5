import * as z from 'zod';
import { isAreaCode } from '../../domain/review/area.ts';
import { failsAs } from '../problem.ts';
import { freeTextSchema } from './free-text.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

export const readPosting = routeContract({
  id: 'read-posting',
  summary: { 'zh-CN': '公示名单（姓名已隐去）', en: 'The public posting, with masked names' },
  tag: 'posting',
  params: noMembers,
  query: z.strictObject({
    programme: z.string().min(1).max(60),
    area: z
      .string()
      .refine(isAreaCode, failsAs('unknown-area'))
      .exactOptional()
      .meta({ description: 'a division code; the whole district when left out' }),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '正在公示的申请', en: 'Claims that are posted' },
      schema: z.strictObject({
        postings: listOf(
          z.strictObject({
            postingId: z.string(),
            programme: z.string(),
            name: z.string(),
            areaCode: z.string(),
            until: z.iso.date().exactOptional(),
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        postings: [
          {
            postingId: 'posting-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            programme: 'rural-reward',
            name: '王**',
            areaCode: '320602100',
            until: '2008-06-30',
          },
        ],
      },
    },
  },
  problems: ['not-found'],
});

export const objectToPosting = routeContract({
  id: 'object-to-posting',
  summary: { 'zh-CN': '对公示提出异议（可匿名）', en: 'Object to a posting, anonymously if you wish' },
  tag: 'posting',
  params: z.strictObject({ postingId: pathIdSchema }),
  query: noMembers,
  body: jsonBody(
    z.strictObject({ fact: freeTextSchema(2000), contact: freeTextSchema(200).exactOptional() }),
    { example: { fact: '该户户口已于去年迁往外地。' } },
  ),
  answers: {
    202: {
      text: { 'zh-CN': '已收到', en: 'Received' },
      schema: z.strictObject({ objectionId: z.string() }),
      example: { objectionId: 'objection-4f5m1x9a0d2k7q8w3e6r5t1y0u' },
    },
  },
  problems: ['not-found', 'changed-since'],
});
