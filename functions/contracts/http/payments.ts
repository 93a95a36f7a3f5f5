import * as z from 'zod';
import { cancellationEvents } from '../../domain/payments/cancellation-lifecycle.ts';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { failsAs } from '../problem.ts';
import { auditedReasonSchema } from './free-text.ts';
import { keptBackOfPaymentSchema } from './kept-back.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { cancellationSchema, paymentViewSchema } from './payment-view.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';
import { reasonWordsExample, reasonWordsSchema } from './reason-words.ts';
import { hashExample, runParams } from './run-params.ts';
import { shownPayeeSchema } from './shown-payee.ts';

export const listRunPayments = routeContract({
  id: 'list-run-payments',
  summary: {
    'zh-CN': '批次的各笔款项（姓名和账号隐去大部分；由待遇编号可查依据和申请）',
    en: 'The payments of a run, names and accounts masked; the award leads to its decision record and claim',
  },
  tag: 'payments',
  params: runParams,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '款项', en: 'Payments' },
      schema: z.strictObject({
        payments: listOf(
          z.strictObject({
            paymentId: z.string(),
            endToEndId: z.string(),
            awardId: z.string(),
            component: z.string(),
            amountFen: z.int(),
            keptBack: keptBackOfPaymentSchema,
            accountVersion: z.int().meta({ description: 'of the award’s account that it goes to' }),
            payee: shownPayeeSchema.exactOptional(),
            reissue: z.int(),
            state: z.enum(paymentStates),
            reason: z.string().exactOptional().meta({ description: 'the bank’s reason code' }),
            reasonWords: reasonWordsSchema,
            decisionHash: z.string(),
            decisionRecord: z.string().meta({ description: 'where the decision record is read' }),
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        payments: [
          {
            paymentId: 'k7q2m4x5a6d7e8r9t0y1u2i3o4',
            endToEndId: 'HMK7Q2M4X5A6D7E8R9T0Y1U2I3O400',
            awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            component: 'base',
            amountFen: 30000,
            accountVersion: 1,
            payee: { holder: '孟**', accountTail: '7507' },
            reissue: 0,
            state: 'returned',
            reason: 'AC04',
            reasonWords: reasonWordsExample,
            decisionHash: hashExample,
            decisionRecord: '/api/awards/award-4f5m1x9a0d2k7q8w3e6r5t1y0u/decision-record?period=2008-H1',
          },
        ],
      },
    },
  },
  problems: ['not-found'],
});

export const readPayment = routeContract({
  id: 'read-payment',
  summary: { 'zh-CN': '一笔款项的状态', en: 'Where a payment stands' },
  tag: 'payments',
  params: z.strictObject({ paymentId: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '款项', en: 'The payment' },
      schema: paymentViewSchema,
    },
  },
  problems: ['not-found'],
});

export const holdPayment = routeContract({
  id: 'hold-payment',
  summary: {
    'zh-CN': '暂扣一笔尚未放行的款项，或解除暂扣（已编制的批次随即重新编制）',
    en: 'Hold a payment that is not yet released, or clear it; a prepared run that has it is built anew',
  },
  tag: 'payments',
  params: z.strictObject({ paymentId: pathIdSchema }),
  query: noMembers,
  body: jsonBody(z.strictObject({ hold: z.boolean(), reason: auditedReasonSchema }), {
    limitBytes: 4 * 1024,
    example: { hold: true, reason: '待核实收款人' },
  }),
  answers: {
    200: {
      text: { 'zh-CN': '已暂扣，或已解除', en: 'Held, or cleared' },
      schema: z.strictObject({ paymentId: z.string(), state: z.enum(['held', 'planned']) }),
      example: { paymentId: 'k7q2m4x5a6d7e8r9t0y1u2i3o4', state: 'held' },
    },
  },
  problems: ['not-found', 'wrong-state', 'own-family'],
});

export const cancelPayment = routeContract({
  id: 'cancel-payment',
  summary: {
    'zh-CN': '取消不再应发的款项（退回、被拒或待补发的；一人提出，另一人批准）',
    en: 'End a payment that is not owed any more (returned, rejected, or a correction that waits): one proposes, another approves',
  },
  tag: 'payments',
  params: z.strictObject({ paymentId: pathIdSchema }),
  query: noMembers,
  body: jsonBody(
    z
      .strictObject({
        event: z.enum(cancellationEvents),
        reason: auditedReasonSchema.exactOptional(),
      })
      .superRefine(({ event, reason }, context) => {
        if (event === 'approve' || reason !== undefined) return;
        context.addIssue({ code: 'custom', path: ['reason'], message: failsAs('missing').error });
      }),
    { limitBytes: 4 * 1024, example: { event: 'propose', reason: '领取人去世，期间不应发放' } },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '已记录', en: 'Recorded' },
      schema: cancellationSchema,
      example: {
        paymentId: '4f5m1x9a0d2k7q3w4e6r5t2y2u',
        status: 'proposed',
        version: 1,
        proposedBy: 'user-finance.reconciler',
        reason: '领取人去世，期间不应发放',
      },
    },
  },
  problems: ['not-found', 'wrong-state', 'nothing-proposed', 'same-person', 'took-part', 'own-family'],
});

export const reissuePayment = routeContract({
  id: 'reissue-payment',
  summary: {
    'zh-CN': '重发退回或被拒的款项（随下一批次，到更正后的账户）',
    en: 'Let a returned or rejected payment go out again with the next run, to the corrected account',
  },
  tag: 'payments',
  params: z.strictObject({ paymentId: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    202: {
      text: { 'zh-CN': '将随下一批次发出', en: 'It goes with the next run' },
      schema: z.strictObject({ paymentId: z.string(), reissue: z.int(), endToEndId: z.string() }),
    },
  },
  problems: ['not-found', 'wrong-state', 'took-part', 'own-family', 'too-many-reissues'],
});
