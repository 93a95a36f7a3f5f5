import * as z from 'zod';
import { isFen } from '../../domain/money/fen.ts';
import { receivableEvents, recoveryStates } from '../../domain/receivables/recovery-lifecycle.ts';
import { receivableBases } from '../../domain/receivables/receivable-postings.ts';
import { receivableActs } from '../../domain/receivables/receivable-acts.ts';
import { failsAs } from '../problem.ts';
import { freeTextSchema } from './free-text.ts';
import { moneySchema } from './money.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

/** An amount that is owed or paid: some fen at least. */
const amountSchema = moneySchema.refine(({ fen }) => isFen(fen) && fen > 0, {
  path: ['fen'],
  error: 'not-valid',
});

const reasonSchema = freeTextSchema(200).meta({
  description: 'kept in the audit: no names, no numbers of people',
});

export const receivableSchema = z.strictObject({
  receivableId: z.string(),
  status: z.enum(recoveryStates),
  version: z.int(),
  awardId: z.string(),
  paymentId: z.string().meta({ description: 'the payment that was too much' }),
  programme: z.string(),
  period: z.string(),
  year: z.int(),
  exceptionId: z.string().exactOptional().meta({ description: 'the bank’s mistake that it comes from' }),
  keptBackFor: z
    .string()
    .exactOptional()
    .meta({ description: 'the receivable that what was kept back of the payment went to' }),
  basis: z.enum(receivableBases).exactOptional().meta({ description: 'once it is in the books' }),
  amountFen: z.int(),
  owedFen: z.int().meta({ description: 'what is left of it' }),
  reason: z.string(),
  assessedBy: z.string(),
  assessedOn: z.iso.date(),
  ageDays: z.int(),
  notifiedBy: z.string().exactOptional(),
  dueOn: z.iso.date().exactOptional().meta({ description: 'until when the payee may object' }),
  keptBack: z
    .strictObject({ paymentId: z.string(), runId: z.string(), amountFen: z.int() })
    .exactOptional()
    .meta({ description: 'an instalment that a run keeps back from a payment, until it is sent' }),
  proposal: z
    .strictObject({ event: z.enum(['write-off', 'waive']), by: z.string(), reason: z.string() })
    .exactOptional(),
  acts: listOf(z.enum(receivableActs)).meta({ description: 'what may be done with it now' }),
});

const receivableExample = {
  receivableId: 'rcv-4f5m1x9a0d2k7q3w4e6r5t2y2u-1',
  status: 'assessed',
  version: 1,
  awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
  paymentId: '4f5m1x9a0d2k7q3w4e6r5t2y2u',
  programme: 'rural-reward',
  period: '2008-H1',
  year: 2008,
  amountFen: 10000,
  owedFen: 10000,
  reason: '重复享受，多发 100 元',
  assessedBy: 'user-finance.preparer',
  assessedOn: '2008-07-01',
  ageDays: 0,
  acts: ['notify', 'waive'],
} as const;

const answer = {
  text: { 'zh-CN': '应收款', en: 'The receivable' },
  schema: receivableSchema,
  example: receivableExample,
} as const;

const readSchema = receivableSchema.extend({
  history: listOf(
    z.strictObject({
      seq: z.int(),
      at: z.string(),
      event: z.enum(receivableEvents),
      actor: z.strictObject({ kind: z.enum(['staff', 'applicant', 'system', 'public']), id: z.string() }),
      amountFen: z.int().exactOptional(),
      via: z
        .enum(['cash', 'bank', 'kept-back'])
        .exactOptional()
        .meta({ description: 'how money came back: kept back from a later payment, or paid' }),
      receipt: z.string().exactOptional(),
      reason: z.string().exactOptional(),
    }),
  ).meta({ description: 'each step, and who took it' }),
});

const idParams = z.strictObject({ id: pathIdSchema });

export const assessOverpayment = routeContract({
  id: 'assess-overpayment',
  summary: {
    'zh-CN': '认定一笔款项多发；另一人通知领取人后方才入账和追回',
    en: 'Find that a payment was too much; booked, and asked for, once another person has notified the payee',
  },
  tag: 'receivables',
  params: noMembers,
  query: noMembers,
  body: jsonBody(z.strictObject({ paymentId: pathIdSchema, amount: amountSchema, reason: reasonSchema }), {
    limitBytes: 4 * 1024,
    example: {
      paymentId: receivableExample.paymentId,
      amount: { fen: 10000, currency: 'CNY' },
      reason: receivableExample.reason,
    },
  }),
  answers: { 201: answer },
  problems: ['not-found', 'wrong-state', 'more-than-paid', 'assessed-already'],
});

export const listReceivables = routeContract({
  id: 'list-receivables',
  summary: { 'zh-CN': '应收款，久的在前', en: 'Receivables, the oldest first' },
  tag: 'receivables',
  params: noMembers,
  query: z.strictObject({
    status: z.enum(recoveryStates).default('assessed'),
    paymentId: pathIdSchema
      .exactOptional()
      .meta({ description: 'those of one payment, whatever their status' }),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '应收款', en: 'Receivables' },
      schema: z.strictObject({ receivables: listOf(receivableSchema), cursor: cursorSchema.exactOptional() }),
      example: { receivables: [receivableExample] },
    },
  },
  problems: [],
});

export const readReceivable = routeContract({
  id: 'read-receivable',
  summary: { 'zh-CN': '一项应收款及其经过', en: 'A receivable, and every step of it' },
  tag: 'receivables',
  params: idParams,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: answer.text,
      schema: readSchema,
      example: {
        ...receivableExample,
        history: [
          {
            seq: 1,
            at: '2008-07-01T01:02:03.000Z',
            event: 'assess',
            actor: { kind: 'staff', id: 'user-finance.preparer' },
            amountFen: 10000,
          },
        ],
      },
    },
  },
  problems: ['not-found'],
});

export const handleReceivable = routeContract({
  id: 'handle-receivable',
  summary: {
    'zh-CN': '办理应收款：通知、同意、异议、缓交、复核、免除、核销（已入账的须两人）',
    en: 'Handle a receivable: notify, agree, object, pause for hardship, review, waive, write off (by two people once booked)',
  },
  tag: 'receivables',
  params: idParams,
  query: noMembers,
  body: jsonBody(
    z
      .strictObject({ act: z.enum(receivableActs), reason: reasonSchema.exactOptional() })
      .superRefine(({ act, reason }, context) => {
        const isGivenUp = ['appeal', 'hardship', 'waive', 'write-off', 'refuse'].includes(act);
        if (!isGivenUp || reason !== undefined) return;
        context.addIssue({ code: 'custom', path: ['reason'], message: failsAs('missing').error });
      }),
    { limitBytes: 4 * 1024, example: { act: 'hardship', reason: '住院，三个月后复核' } },
  ),
  answers: { 200: answer },
  problems: ['not-found', 'wrong-state', 'same-person', 'own-family', 'nothing-proposed', 'kept-back-by-run'],
});

export const decideRecoveryAppeal = routeContract({
  id: 'decide-recovery-appeal',
  summary: {
    'zh-CN': '对领取人异议作出决定（由未参与认定和通知的人）',
    en: 'Decide what the payee objected; not by who assessed or notified',
  },
  tag: 'receivables',
  params: idParams,
  query: noMembers,
  body: jsonBody(z.strictObject({ outcome: z.enum(['dismiss', 'uphold']), reason: reasonSchema }), {
    limitBytes: 4 * 1024,
    example: { outcome: 'uphold', reason: '多发系登记错误，已更正' },
  }),
  answers: { 200: answer },
  problems: ['not-found', 'wrong-state', 'took-part', 'own-family'],
});

export const recordRepayment = routeContract({
  id: 'record-repayment',
  summary: {
    'zh-CN': '登记现金归还（同一收据只计一次）',
    en: 'Record a repayment in cash; a receipt counts once',
  },
  tag: 'receivables',
  params: idParams,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      amount: amountSchema,
      receipt: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
    }),
    { limitBytes: 1024, example: { amount: { fen: 5000, currency: 'CNY' }, receipt: 'SJ-2008-0001' } },
  ),
  answers: { 200: answer },
  problems: ['not-found', 'wrong-state', 'own-family', 'more-than-owed', 'receipt-used'],
});
