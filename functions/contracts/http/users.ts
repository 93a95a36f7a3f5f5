import * as z from 'zod';
import { proposalStates } from '../../domain/proposals/proposal-lifecycle.ts';
import { areaCode, isAreaCode } from '../../domain/review/area.ts';
import { roles } from '../../domain/review/role.ts';
import { failsAs } from '../problem.ts';
import { residentIdSchema } from '../resident.ts';
import { decisionBody, decisionMembers } from './budget.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const grantIdExample = 'user-grant-4f5m1x9a0d2k7q8w3e6r5t1y0u';
const userIdExample = '7c1d2e3f-8a44-4b51-9f6e-0d6c0f6a9b11';

const grantsSchema = z
  .array(
    z.strictObject({
      role: z.enum(roles),
      areaCode: z
        .string()
        .refine(isAreaCode, failsAs('wrong-format'))
        .transform(areaCode)
        .meta({ description: 'division code of 6, 9 or 12 digits within the district' }),
    }),
  )
  .min(1)
  .max(20)
  .readonly();

const shownGrants = listOf(z.strictObject({ role: z.enum(roles), areaCode: z.string() }));

const grantAnswerSchema = z.strictObject({ grantId: z.string(), status: z.enum(proposalStates) });

export const listUsers = routeContract({
  id: 'list-users',
  summary: {
    'zh-CN': '工作人员及其岗位和地区，以及等待批准的授权',
    en: 'The staff with their roles and areas, and the grants that wait for approval',
  },
  tag: 'staff',
  params: noMembers,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '工作人员', en: 'The staff' },
      schema: z.strictObject({
        users: listOf(z.strictObject({ userId: z.string(), grants: shownGrants })),
        proposals: listOf(
          z.strictObject({
            grantId: z.string(),
            status: z.enum(proposalStates),
            userId: z.string(),
            grants: shownGrants,
            ...decisionMembers,
          }),
        ).meta({ description: 'those not decided yet, newest first, at most 50; on the first page alone' }),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        users: [{ userId: userIdExample, grants: [{ role: 'street.reviewer', areaCode: '320602001' }] }],
        proposals: [],
      },
    },
  },
  problems: [],
});

export const proposeUserGrant = routeContract({
  id: 'propose-user-grant',
  summary: {
    'zh-CN': '提出工作人员的岗位和地区（代替原有的；须由另一人批准）',
    en: 'Propose the roles and areas of a member of staff, in place of any before; another person approves them',
  },
  tag: 'staff',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      userId: pathIdSchema.meta({ description: 'the `sub` that the identity provider gave them' }),
      grants: grantsSchema,
      residentId: residentIdSchema.exactOptional().meta({
        description: 'their own: nobody acts for their family. Kept as a blind index alone',
      }),
    }),
    {
      limitBytes: 4 * 1024,
      example: { userId: userIdExample, grants: [{ role: 'street.reviewer', areaCode: '320602001' }] },
    },
  ),
  answers: {
    202: {
      text: { 'zh-CN': '待批准', en: 'Waits for another person’s approval' },
      schema: grantAnswerSchema,
      example: { grantId: grantIdExample, status: 'proposed' },
    },
  },
  problems: ['same-person'],
});

export const decideUserGrant = routeContract({
  id: 'decide-user-grant',
  summary: {
    'zh-CN': '批准或退回授权（提出者和被授权者本人不得批准）',
    en: 'Approve or refuse a grant; neither who proposed it nor who it is for',
  },
  tag: 'staff',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: decisionBody,
  answers: {
    200: {
      text: { 'zh-CN': '已生效，自下一次请求起', en: 'In force, from their next request on' },
      schema: grantAnswerSchema,
      example: { grantId: grantIdExample, status: 'approved' },
    },
  },
  problems: ['not-found', 'wrong-state', 'same-person'],
});

export const endUser = routeContract({
  id: 'end-user',
  summary: {
    'zh-CN': '收回一名工作人员的全部岗位（一人即可，立即生效）',
    en: 'Take all roles from a member of staff: by one person, from their next request on',
  },
  tag: 'staff',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '已收回', en: 'Taken away' },
      schema: z.strictObject({ userId: z.string() }),
      example: { userId: userIdExample },
    },
  },
  problems: ['not-found', 'wrong-state', 'changed-since'],
});
