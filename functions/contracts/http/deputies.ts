import * as z from 'zod';
import { mostDeputyDays } from '../../domain/review/deputyship.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const deputyshipIdExample = 'deputyship-4f5m1x9a0d2k7q8w3e6r5t1y0u';

const recorded = {
  text: { 'zh-CN': '已记录', en: 'Recorded' },
  schema: z.strictObject({ deputyshipId: z.string() }),
  example: { deputyshipId: deputyshipIdExample },
};

export const listDeputies = routeContract({
  id: 'list-deputies',
  summary: {
    'zh-CN': '现在和将来的代理，以及可以代理的审核人员',
    en: 'Who stands in for whom, now and later, and the reviewers who may',
  },
  tag: 'review',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '代理', en: 'Deputies' },
      schema: z.strictObject({
        deputyships: listOf(
          z.strictObject({
            deputyshipId: z.string(),
            absentId: z.string(),
            deputyId: z.string(),
            from: z.iso.date(),
            until: z.iso.date(),
            namedBy: z.string(),
            mayEnd: z.boolean(),
          }),
        ),
        reviewers: listOf(
          z.strictObject({
            userId: z.string(),
            mayNameFor: z.boolean().meta({ description: 'whether the caller may name a deputy for them' }),
          }),
        ),
      }),
      example: {
        deputyships: [
          {
            deputyshipId: deputyshipIdExample,
            absentId: 'user-village.reviewer',
            deputyId: 'user-village.reviewer@320602100',
            from: '2008-05-20',
            until: '2008-05-30',
            namedBy: 'user-village.reviewer',
            mayEnd: true,
          },
        ],
        reviewers: [
          { userId: 'user-village.reviewer', mayNameFor: true },
          { userId: 'user-village.reviewer@320602100', mayNameFor: false },
        ],
      },
    },
  },
  problems: [],
});

export const nameDeputy = routeContract({
  id: 'name-deputy',
  summary: {
    'zh-CN': '为自己或下级审核人员指定一段时间的代理人',
    en: 'Name a deputy for an absence, one’s own or that of a reviewer of the office below',
  },
  tag: 'review',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      absentId: pathIdSchema,
      deputyId: pathIdSchema,
      from: calendarDateSchema.meta({ description: 'today or later' }),
      until: calendarDateSchema.meta({
        description: `the last day; the absence lasts at most ${String(mostDeputyDays)} days`,
      }),
    }),
    {
      example: {
        absentId: 'user-village.reviewer',
        deputyId: 'user-village.reviewer@320602100',
        from: '2008-05-20',
        until: '2008-05-30',
      },
    },
  ),
  answers: { 200: recorded },
  problems: ['changed-since'],
});

export const endDeputyship = routeContract({
  id: 'end-deputyship',
  summary: { 'zh-CN': '提前结束代理', en: 'End a deputyship before its last day' },
  tag: 'review',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: { 200: recorded },
  problems: ['not-found', 'wrong-state', 'changed-since'],
});
