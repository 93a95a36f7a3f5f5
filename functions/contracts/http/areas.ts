import * as z from 'zod';
import { listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

export const listAreas = routeContract({
  id: 'list-areas',
  summary: { 'zh-CN': '本区及其街道、镇', en: 'The district, its streets and towns' },
  tag: 'programmes',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '区划', en: 'The areas' },
      schema: z.strictObject({ areas: listOf(z.strictObject({ code: z.string(), name: z.string() })) }),
      example: { areas: [{ code: '320602001', name: '城东街道' }] },
    },
  },
  problems: [],
});
