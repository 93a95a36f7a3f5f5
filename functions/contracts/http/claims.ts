import * as z from 'zod';
import { awardStates } from '../../domain/awards/award-lifecycle.ts';
import { claimStates } from '../../domain/claims/claim-lifecycle.ts';
import { holderActs } from '../../domain/claims/holder-acts.ts';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { registerNames } from '../../domain/policy/registers.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { claimChangesSchema, claimSchema } from '../claims/claim.ts';
import { failsAs } from '../problem.ts';
import { residentIdSchema } from '../resident.ts';
import { freeTextSchema } from './free-text.ts';
import { cameBackSchema } from './came-back.ts';
import { moneySchema } from './money.ts';
import { listOf } from './page.ts';
import { pathReferenceSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const referenceParams = z.strictObject({ reference: pathReferenceSchema });

const claimStatusSchema = z.enum(claimStates);

export const changedClaimSchema = z.strictObject({ claimId: z.string(), status: claimStatusSchema });

const changedClaimExample = { claimId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u', status: 'verifying' } as const;

const taken = { 'zh-CN': '已收到', en: 'Received' };

export const submitClaim = routeContract({
  id: 'submit-claim',
  summary: { 'zh-CN': '提交申请', en: 'Make a claim' },
  tag: 'claims',
  params: noMembers,
  query: noMembers,
  body: jsonBody(claimSchema, {
    limitBytes: 256 * 1024,
    example: {
      programme: 'rural-reward',
      applicant: {
        name: '王秀英',
        residentId: '320602194503129980',
        phone: '13900000001',
        householdType: 'rural',
        areaCode: '320602100',
      },
      spouse: { name: '李国强', residentId: '320602194308019970' },
      children: [{ residentId: '320602197005049981', status: 'living' }],
      account: { holder: '王秀英', bank: 'DEMOCNSH', number: '9908605103708959255' },
      declaration: true,
    },
  }),
  answers: {
    202: {
      text: {
        'zh-CN': '已收到；凭查询码查看进度',
        en: 'Received; the access code opens the claim’s page',
      },
      schema: z.strictObject({
        claimId: z.string(),
        reference: z.string(),
        accessCode: z.string(),
        status: z.literal('submitted'),
      }),
      example: {
        claimId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u',
        reference: 'HM7K2M9QXD4T',
        accessCode: 'K7M2QX9D4THW',
        status: 'submitted',
      },
    },
  },
  problems: ['duplicate-claim', 'own-family'],
});

/** The body of `submit-claim`: what it would be refused for, without making it. */
export const checkClaim = routeContract({
  id: 'check-claim',
  summary: {
    'zh-CN': '核对申请表，不提交，不保存',
    en: 'What a claim would be refused for; makes none and keeps nothing',
  },
  tag: 'claims',
  params: noMembers,
  query: noMembers,
  body: submitClaim.body,
  answers: { 204: { text: { 'zh-CN': '填写无误', en: 'Nothing is wrong with the form' } } },
  problems: [],
});

/** What came of a condition, in the words of the version that decided. */
export const judgedConditionSchema = z.strictObject({
  code: z.string(),
  text: z.string().meta({ description: 'what is asked; where it is not met, what that means' }),
  result: z.enum(['met', 'failed', 'unknown']),
  source: z.string(),
});

export const claimViewSchema = z.strictObject({
  reference: z.string(),
  programme: z.string(),
  areaCode: z.string().meta({ description: 'of the street or town that deals with it' }),
  status: claimStatusSchema,
  version: z.int(),
  timeline: listOf(z.strictObject({ at: z.string(), event: z.string(), text: z.string() })),
  conditions: listOf(judgedConditionSchema),
  nextStep: z.string(),
  may: listOf(z.enum(holderActs)).meta({ description: 'what the holder of the code can do now' }),
  message: z
    .string()
    .exactOptional()
    .meta({ description: 'what a reviewer asked of the applicant, or why they reject: to the holder alone' }),
  appealReason: z.string().exactOptional().meta({
    description: 'why the appeal against its rejection was dismissed: to the holder alone',
  }),
  amount: moneySchema.exactOptional(),
  payments: listOf(
    z.strictObject({
      period: z.string(),
      amount: moneySchema,
      status: z.enum(paymentStates),
      text: z.string().meta({ description: 'what that means to whom it is paid' }),
    }),
  ).meta({ description: 'what was paid of it, and what is on its way, once a run holds it' }),
  payBy: calendarDateSchema.exactOptional().meta({
    description: 'by when its first payment is due, until it is made or late',
  }),
  award: z
    .strictObject({ awardId: z.string(), status: z.enum(awardStates) })
    .exactOptional()
    .meta({ description: 'once it is awarded: where to name the account, or another one' }),
  cameBack: cameBackSchema.exactOptional(),
  answerUntil: calendarDateSchema.exactOptional().meta({
    description: 'until when a request, or a proposed rejection, can be answered',
  }),
  nextBy: calendarDateSchema.exactOptional().meta({
    description: 'by when the office’s step is done, or the public posting is over; none once it is late',
  }),
  decision: z
    .strictObject({
      outcome: z.enum(['approved', 'rejected']),
      decidedAt: z.string(),
      registers: listOf(
        z.strictObject({ register: z.enum(registerNames), asOf: calendarDateSchema, answeredAt: z.string() }),
      ).meta({ description: 'which registers answered, in their state of which day' }),
      amountSteps: listOf(
        z.strictObject({
          on: calendarDateSchema,
          case: z.string(),
          rate: moneySchema,
          instalments: z.int().exactOptional().meta({ description: 'in how many parts the rate is paid' }),
          amount: moneySchema,
          source: z.string(),
        }),
      ),
    })
    .exactOptional()
    .meta({ description: 'once it is decided: what a letter about it says' }),
  appealUntil: calendarDateSchema
    .exactOptional()
    .meta({ description: 'the last day on which a rejection can be appealed against' }),
  claimAgainFrom: calendarDateSchema.exactOptional().meta({
    description: 'from when to claim, where time alone is missing',
  }),
});

export const readClaim = routeContract({
  id: 'read-claim',
  summary: { 'zh-CN': '查看申请的进度和依据', en: 'Where a claim stands, and why' },
  tag: 'claims',
  params: referenceParams,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '申请', en: 'The claim' },
      schema: claimViewSchema,
      example: {
        reference: 'HM7K2M9QXD4T',
        programme: 'rural-reward',
        areaCode: '320602001',
        status: 'review',
        version: 3,
        timeline: [
          { at: '2008-05-20T01:02:03.000Z', event: 'submitted', text: '已收到您的申请' },
          { at: '2008-05-20T01:02:04.000Z', event: 'met', text: '条件核对完毕，转入审核' },
        ],
        conditions: [
          { code: 'age', text: '您在这个半年内年满60周岁。', result: 'met', source: '国人口发〔2004〕21号' },
        ],
        nextStep: '村（社区）正在审核，您无需做任何事。',
        payments: [],
        nextBy: '2008-06-17',
        may: ['add-evidence', 'withdraw'],
        amount: { fen: 30000, currency: 'CNY' },
      },
    },
  },
  problems: ['not-found'],
});

export const withdrawClaim = routeContract({
  id: 'withdraw-claim',
  summary: {
    'zh-CN': '在首次审核前撤回申请',
    en: 'Take a claim back before it was first reviewed',
  },
  tag: 'claims',
  params: referenceParams,
  query: noMembers,
  body: noBody,
  answers: {
    202: {
      text: { 'zh-CN': '已撤回', en: 'Withdrawn' },
      schema: changedClaimSchema,
      example: { ...changedClaimExample, status: 'withdrawn' },
    },
  },
  problems: ['not-found', 'wrong-state', 'changed-since'],
});

export const answerRequest = routeContract({
  id: 'answer-request',
  summary: {
    'zh-CN': '答复补正要求或不予批准的意见',
    en: 'Answer a request for more, or a proposed rejection',
  },
  tag: 'claims',
  params: referenceParams,
  query: noMembers,
  body: jsonBody(
    z.strictObject({ message: freeTextSchema(4000), changes: claimChangesSchema.exactOptional() }),
    { example: { message: '户口已于三月迁回。', changes: { phone: '13900000002' } } },
  ),
  answers: { 202: { text: taken, schema: changedClaimSchema, example: changedClaimExample } },
  problems: ['not-found', 'wrong-state', 'changed-since'],
});

export const addEvidence = routeContract({
  id: 'add-evidence',
  summary: { 'zh-CN': '补交材料（文件先上传）', en: 'Add documents that were uploaded before' },
  tag: 'claims',
  params: referenceParams,
  query: noMembers,
  body: jsonBody(z.strictObject({ files: z.array(z.string().min(1).max(100)).min(1).max(20) }), {
    example: { files: ['upload-4f5m1x9a0d2k7q8w3e6r5t1y0u'] },
  }),
  answers: { 202: { text: taken, schema: changedClaimSchema, example: changedClaimExample } },
  problems: ['not-found', 'wrong-state', 'changed-since'],
});

export const giveAccessCode = routeContract({
  id: 'give-access-code',
  summary: {
    'zh-CN': '在窗口核对身份证后重新提供查询码',
    en: 'Give a lost access code again at the counter, to who shows their identity card',
  },
  tag: 'claims',
  params: referenceParams,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      residentId: residentIdSchema.meta({ description: 'on the card; of whoever made the claim' }),
    }),
    { limitBytes: 1024, example: { residentId: '320602194503129980' } },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '查询码（与原来相同）', en: 'The code, which is the same as before' },
      schema: z.strictObject({ reference: z.string(), accessCode: z.string() }),
      example: { reference: 'HM7K2M9QXD4T', accessCode: 'K7M2QX9D4THW' },
    },
  },
  problems: ['not-found', 'own-family', 'changed-since'],
});

const lodgedAppeal = {
  202: {
    text: taken,
    schema: z.strictObject({ appealId: z.string(), status: z.literal('lodged') }),
    example: { appealId: 'appeal-4f5m1x9a0d2k7q8w3e6r5t1y0u-9', status: 'lodged' },
  },
} as const;

const groundsSchema = freeTextSchema(4000);

export const lodgeAppeal = routeContract({
  id: 'lodge-appeal',
  summary: { 'zh-CN': '对不予批准的决定提出申诉', en: 'Appeal against a rejection' },
  tag: 'claims',
  params: referenceParams,
  query: noMembers,
  body: jsonBody(z.strictObject({ grounds: groundsSchema }), {
    example: { grounds: '登记的出生日期有误，附派出所证明。' },
  }),
  answers: lodgedAppeal,
  problems: ['not-found', 'wrong-state', 'changed-since'],
});

export const enterPaperAppeal = routeContract({
  id: 'enter-paper-appeal',
  summary: {
    'zh-CN': '在窗口录入书面申诉，不需要查询码',
    en: 'An appeal that came on paper, entered at the counter without the access code',
  },
  tag: 'claims',
  params: referenceParams,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      grounds: groundsSchema.meta({ description: 'as the paper says it' }),
      writtenOn: calendarDateSchema.meta({ description: 'the date on the paper' }),
      signed: z
        .boolean()
        .refine((signed) => signed, failsAs('must-be-declared'))
        .meta({ description: 'whether whoever made the claim signed it: one without is no appeal' }),
    }),
    { example: { grounds: '登记的出生日期有误，附派出所证明。', writtenOn: '2008-07-01', signed: true } },
  ),
  answers: lodgedAppeal,
  problems: ['not-found', 'wrong-state', 'took-part', 'own-family', 'changed-since'],
});
