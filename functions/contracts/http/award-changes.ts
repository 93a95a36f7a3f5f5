import * as z from 'zod';
import { awardStates } from '../../domain/awards/award-lifecycle.ts';
import { accountSchema, payeeSchema } from '../claims/claim.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { awardViewSchema } from './award-view.ts';
import { freeTextSchema } from './free-text.ts';
import { cameBackExample } from './came-back.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const awardParams = z.strictObject({ awardId: pathIdSchema });
const statusSchema = z.enum(awardStates);
const awardIdExample = 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u';
const hashExample = '3f'.repeat(32);

export const readAward = routeContract({
  id: 'read-award',
  summary: {
    'zh-CN': '一项待遇：来自哪份申请、发往何处、待确认的变更',
    en: 'An award: the claim it came from, where it is paid, and what waits for a second person',
  },
  tag: 'awards',
  params: awardParams,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '待遇', en: 'The award' },
      schema: awardViewSchema,
      example: {
        awardId: awardIdExample,
        claimId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u',
        reference: 'HM7K2M9QXD4T',
        programme: 'rural-reward',
        status: 'payee-needed',
        version: 4,
        period: '2008-H1',
        areaCode: '320602100',
        awardedOn: '2008-06-20',
        amount: { fen: 30000, currency: 'CNY' },
        committedThrough: 2008,
        decisionRecord: `/api/awards/${awardIdExample}/decision-record`,
        accountVersion: 1,
        account: { holder: '王**', bank: 'DEMOCNSH', number: '…9255' },
        cameBack: cameBackExample,
        pending: {
          kind: 'account',
          proposedAt: '2008-07-02T01:02:03.000Z',
          confirmableFrom: '2008-07-05',
          payloadHash: hashExample,
          account: { holder: '王秀英', bank: 'DEMOCNSH', number: '9908605103708959263' },
        },
      },
    },
  },
  problems: ['not-found'],
});

export const listPayeeChanges = routeContract({
  id: 'list-payee-changes',
  summary: {
    'zh-CN': '本地区待第二人确认的账户、收款人变更',
    en: 'Accounts and payees of the caller’s areas that wait for a second person',
  },
  tag: 'awards',
  params: noMembers,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '待确认的变更', en: 'Changes' },
      schema: z.strictObject({
        changes: listOf(
          z.strictObject({
            awardId: z.string(),
            reference: z.string().meta({ description: 'of the claim' }),
            programme: z.string(),
            areaCode: z.string(),
            kind: z.enum(['account', 'payee']),
            proposedAt: z.string(),
            confirmableFrom: calendarDateSchema,
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        changes: [
          {
            awardId: awardIdExample,
            reference: 'HM7K2M9QXD4T',
            programme: 'rural-reward',
            areaCode: '320602100',
            kind: 'account',
            proposedAt: '2008-07-02T01:02:03.000Z',
            confirmableFrom: '2008-07-05',
          },
        ],
      },
    },
  },
  problems: [],
});

const proposedSchema = z.strictObject({
  awardId: z.string(),
  status: statusSchema,
  payloadHash: z.string().meta({ description: 'what a second person names to confirm it' }),
});

const proposed = {
  text: {
    'zh-CN': '已登记，待第二人确认',
    en: 'Taken down; a second person confirms it',
  },
  schema: proposedSchema,
  example: { awardId: awardIdExample, status: 'payee-needed', payloadHash: hashExample },
} as const;

const accountExample = { holder: '王秀英', bank: 'DEMOCNSH', number: '9908605103708959263' };

export const proposeAccount = routeContract({
  id: 'propose-account',
  summary: {
    'zh-CN': '提供或更换收款账户（须第二人确认后生效）',
    en: 'Name an account, or another one; a second person confirms it',
  },
  tag: 'awards',
  params: awardParams,
  query: noMembers,
  body: jsonBody(z.strictObject({ account: accountSchema }), {
    limitBytes: 4 * 1024,
    example: { account: accountExample },
  }),
  answers: { 202: proposed },
  problems: ['not-found', 'wrong-state', 'took-part', 'own-family', 'changed-since'],
});

export const proposePayee = routeContract({
  id: 'propose-payee',
  summary: {
    'zh-CN': '更换收款人及其账户（须第二人确认后生效）',
    en: 'Name another payee with their account; a second person confirms it',
  },
  tag: 'awards',
  params: awardParams,
  query: noMembers,
  body: jsonBody(z.strictObject({ payee: payeeSchema, account: accountSchema }), {
    limitBytes: 4 * 1024,
    example: {
      payee: {
        name: '李建华',
        residentId: '320602197005049981',
        relation: 'heir',
        phone: '13800000000',
        email: 'jianhua@example.cn',
      },
      account: { holder: '李建华', bank: 'DEMOCNSH', number: '9908605103708959271' },
    },
  }),
  answers: { 202: proposed },
  problems: ['not-found', 'wrong-state', 'took-part', 'own-family', 'changed-since'],
});

const changedSchema = z.strictObject({ awardId: z.string(), status: statusSchema });

export const confirmPayee = routeContract({
  id: 'confirm-payee',
  summary: {
    'zh-CN': '确认或退回账户、收款人的变更（不得为提出人）',
    en: 'Confirm or refuse a proposed account or payee; not by who proposed it',
  },
  tag: 'awards',
  params: awardParams,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      outcome: z.enum(['confirm', 'refuse']),
      payloadHash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    { limitBytes: 1024, example: { outcome: 'confirm', payloadHash: hashExample } },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '已确认，或已退回', en: 'Confirmed, or refused' },
      schema: changedSchema,
      example: { awardId: awardIdExample, status: 'active' },
    },
  },
  problems: [
    'not-found',
    'wrong-state',
    'stale-payload',
    'cooling-off',
    'took-part',
    'own-family',
    'changed-since',
  ],
});

const reasonBody = jsonBody(z.strictObject({ reason: freeTextSchema(1000) }), {
  limitBytes: 8 * 1024,
  example: { reason: '银行退回：收款人已去世（MD07），待核对人口登记。' },
});

export const suspendAward = routeContract({
  id: 'suspend-award',
  summary: { 'zh-CN': '暂停一项待遇', en: 'Suspend an award' },
  tag: 'awards',
  params: awardParams,
  query: noMembers,
  body: reasonBody,
  answers: {
    200: {
      text: { 'zh-CN': '已暂停', en: 'Suspended' },
      schema: changedSchema,
      example: { awardId: awardIdExample, status: 'suspended' },
    },
  },
  problems: ['not-found', 'wrong-state', 'own-family', 'changed-since'],
});

export const resumeAward = routeContract({
  id: 'resume-award',
  summary: {
    'zh-CN': '恢复一项待遇；错过的期间由该期间的后续批次补发',
    en: 'Clear a suspended award; missed periods are paid by a further run of each',
  },
  tag: 'awards',
  params: awardParams,
  query: noMembers,
  body: reasonBody,
  answers: {
    200: {
      text: { 'zh-CN': '已恢复', en: 'Active again' },
      schema: z.strictObject({
        awardId: z.string(),
        status: statusSchema,
        arrears: listOf(z.string()).meta({ description: 'periods that a run went out for without it' }),
      }),
      example: { awardId: awardIdExample, status: 'active', arrears: ['2008-H2'] },
    },
  },
  problems: ['not-found', 'wrong-state', 'own-family', 'changed-since'],
});

export const endAward = routeContract({
  id: 'end-award',
  summary: {
    'zh-CN': '终止一项待遇（去世或退出）；终止日之后开始的期间不再发放，预留资金退回预算',
    en: 'End an award (death, or it is no longer due); periods that begin later are not paid, and their money goes back',
  },
  tag: 'awards',
  params: awardParams,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      because: z.enum(['death', 'exit']),
      endedOn: calendarDateSchema.meta({ description: 'the last day that counts' }),
      reason: freeTextSchema(1000),
    }),
    {
      limitBytes: 8 * 1024,
      example: { because: 'death', endedOn: '2008-05-12', reason: '户籍已因死亡注销。' },
    },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '将终止', en: 'Coming to its end' },
      schema: changedSchema,
      example: { awardId: awardIdExample, status: 'ending' },
    },
  },
  problems: ['not-found', 'wrong-state', 'own-family', 'changed-since'],
});
