import * as z from 'zod';
import { listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

const areaSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  contact: z
    .strictObject({ person: z.string(), office: z.string(), phone: z.string(), hours: z.string() })
    .meta({ description: 'whom families there can ask: one person by name, and their counter' }),
});

export const listAreas = routeContract({
  id: 'list-areas',
  summary: {
    'zh-CN': '本区及其街道、镇，和各处的联系人',
    en: 'The district, its streets and towns, and whom to ask there',
  },
  tag: 'programmes',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '区划', en: 'The areas' },
      schema: z.strictObject({ areas: listOf(areaSchema) }),
      example: {
        areas: [
          {
            code: '320602001',
            name: '城东街道',
            contact: {
              person: '陈静',
              office: '城东街道惠民待遇服务窗口',
              phone: '0513-5550101',
              hours: '工作日 9:00–17:00',
            },
          },
        ],
      },
    },
  },
  problems: [],
});
