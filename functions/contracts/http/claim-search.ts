import * as z from 'zod';
import { claimStates } from '../../domain/claims/claim-lifecycle.ts';
import { lookUpReasons } from '../../domain/claims/look-up.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { personNameSchema } from '../resident.ts';
import { listOf } from './page.ts';
import { jsonBody, noMembers, routeContract } from './route-contract.ts';

/** The end of a resident number as people say it: a lower-case x is put right. */
const idEndingSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^\d{3}[\dX]$/)
  .meta({ description: 'the last four characters of the resident number' });

export const searchClaims = routeContract({
  id: 'search-claims',
  summary: {
    'zh-CN': '在窗口为遗失编号的申请人查找申请：限本人负责的地区，须说明原因，每次查找记入审计',
    en: 'The claims of somebody who has lost their reference, at the counter: in one’s own area, for a reason, each search audited',
  },
  tag: 'claims',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      name: personNameSchema,
      idEnding: idEndingSchema,
      programme: z.string().min(1).max(60).exactOptional(),
      reason: z.enum(lookUpReasons).meta({ description: 'why it is looked for: stands in the audit' }),
    }),
    {
      limitBytes: 4 * 1024,
      example: { name: '王秀英', idEnding: '9980', reason: 'reference-lost' },
    },
  ),
  answers: {
    200: {
      text: {
        'zh-CN': '本地区内查到的申请；没有查到不表示其他地区也没有',
        en: 'What there is in the caller’s areas; none says nothing of others',
      },
      schema: z.strictObject({
        claims: listOf(
          z.strictObject({
            reference: z.string(),
            programme: z.string(),
            period: z.string(),
            status: z.enum(claimStates),
            submittedOn: calendarDateSchema,
          }),
        ),
      }),
      example: {
        claims: [
          {
            reference: 'HM7K2M9QXD4T',
            programme: 'rural-reward',
            period: '2008-H1',
            status: 'review',
            submittedOn: '2008-05-20',
          },
        ],
      },
    },
  },
  problems: ['too-many-requests', 'own-family', 'changed-since'],
});
