import * as z from 'zod';
import { objectionEvents, objectionStates } from '../../domain/review/objection-lifecycle.ts';
import { barSchema, decidedStepsSchema } from './doubt.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

const objectionMembers = {
  objectionId: z.string(),
  reference: z.string().meta({ description: 'of the claim it is about' }),
  programme: z.string(),
  areaCode: z.string(),
  status: z.enum(objectionStates),
  lodgedOn: z.iso.date(),
  dueOn: z.iso.date().meta({ description: 'by when it is to be sorted; once admitted, decided' }),
};

const objectionExample = {
  objectionId: 'objection-4f5m1x9a0d2k7q8w3e6r5t1y0u',
  reference: 'HM7K2M9QXD4T',
  programme: 'rural-reward',
  areaCode: '320602100',
  status: 'lodged',
  lodgedOn: '2008-06-20',
  dueOn: '2008-06-25',
} as const;

export const listObjections = routeContract({
  id: 'list-objections',
  summary: {
    'zh-CN': '本地区待受理、待决定的公示异议，最早到期的在前',
    en: 'Objections to postings in the caller’s areas that wait, what is due first in front',
  },
  tag: 'review',
  params: noMembers,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '异议', en: 'Objections' },
      schema: z.strictObject({
        objections: listOf(z.strictObject(objectionMembers)),
        cursor: cursorSchema.exactOptional(),
      }),
      example: { objections: [objectionExample] },
    },
  },
  problems: [],
});

export const readObjection = routeContract({
  id: 'read-objection',
  summary: {
    'zh-CN': '打开一项公示异议；谁打开过会记录',
    en: 'Open an objection to a posting; who opened it is noted',
  },
  tag: 'review',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '异议', en: 'The objection' },
      schema: z.strictObject({
        ...objectionMembers,
        events: listOf(z.enum(objectionEvents)).meta({ description: 'what the caller may decide of it now' }),
        barred: barSchema,
        fact: z.string().exactOptional().meta({ description: 'what speaks against the claim' }),
        contact: z
          .string()
          .exactOptional()
          .meta({ description: 'how to reach whoever made it, if they wish it' }),
        steps: decidedStepsSchema,
      }),
      example: {
        ...objectionExample,
        events: ['admit', 'dismiss'],
        fact: '户口已于去年迁往外地',
        steps: [],
      },
    },
  },
  problems: ['not-found'],
});
