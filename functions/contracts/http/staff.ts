import * as z from 'zod';
import { roles } from '../../domain/review/role.ts';
import { listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

export const readMe = routeContract({
  id: 'read-me',
  summary: { 'zh-CN': '我是谁：岗位和地区', en: 'Who I am: my roles and areas' },
  tag: 'staff',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '登录者', en: 'Who is signed in' },
      schema: z.strictObject({
        userId: z.string(),
        grants: listOf(z.strictObject({ role: z.enum(roles), areaCode: z.string() })),
      }),
      example: {
        userId: 'user-street.reviewer',
        grants: [{ role: 'street.reviewer', areaCode: '320602' }],
      },
    },
  },
  problems: [],
});
