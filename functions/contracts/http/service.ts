import * as z from 'zod';
import { noBody, noMembers, routeContract } from './route-contract.ts';

export const healthSchema = z.strictObject({
  status: z.literal('ok'),
  /** The business date, so that somebody who tries the system out sees which day it is there. */
  today: z.iso.date(),
});

export const readHealth = routeContract({
  id: 'read-health',
  summary: { 'zh-CN': '服务是否就绪', en: 'Whether the service is ready' },
  tag: 'service',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '就绪', en: 'Ready' },
      schema: healthSchema,
      example: { status: 'ok', today: '2008-05-20' },
    },
  },
  problems: ['store-unavailable'],
});
