import * as z from 'zod';
import { appealOutcomes, appealStates } from '../../domain/review/appeal-lifecycle.ts';
import { barSchema, decidedStepsSchema } from './doubt.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

const appealMembers = {
  appealId: z.string(),
  reference: z.string().meta({ description: 'of the claim whose rejection it is against' }),
  programme: z.string(),
  areaCode: z.string(),
  status: z.enum(appealStates),
  lodgedOn: z.iso.date(),
  dueOn: z.iso.date().meta({ description: 'by when the law wants it decided' }),
  assignedTo: z.string().exactOptional().meta({ description: 'the officer who has taken it on' }),
};

const appealExample = {
  appealId: 'appeal-4f5m1x9a0d2k7q8w3e6r5t1y0u-9',
  reference: 'HM7K2M9QXD4T',
  programme: 'rural-reward',
  areaCode: '320602100',
  status: 'lodged',
  lodgedOn: '2008-07-01',
  dueOn: '2008-08-30',
} as const;

export const listAppeals = routeContract({
  id: 'list-appeals',
  summary: {
    'zh-CN': '本地区待接办、待决定的申诉，最早到期的在前',
    en: 'Appeals in the caller’s areas that wait, taken on or not, what is due first in front',
  },
  tag: 'review',
  params: noMembers,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '申诉', en: 'Appeals' },
      schema: z.strictObject({
        appeals: listOf(z.strictObject(appealMembers)),
        cursor: cursorSchema.exactOptional(),
      }),
      example: { appeals: [appealExample] },
    },
  },
  problems: [],
});

export const readAppeal = routeContract({
  id: 'read-appeal',
  summary: { 'zh-CN': '打开一项申诉；谁打开过会记录', en: 'Open an appeal; who opened it is noted' },
  tag: 'review',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '申诉', en: 'The appeal' },
      schema: z.strictObject({
        ...appealMembers,
        events: listOf(z.enum(appealOutcomes)).meta({ description: 'what the caller may decide of it now' }),
        barred: barSchema,
        grounds: z
          .string()
          .exactOptional()
          .meta({ description: 'why the decision is wrong, in the applicant’s words' }),
        rejection: z
          .string()
          .exactOptional()
          .meta({ description: 'what was written to the applicant with the rejection' }),
        steps: decidedStepsSchema,
      }),
      example: { ...appealExample, events: ['assign'], grounds: '登记有误', steps: [] },
    },
  },
  problems: ['not-found'],
});
