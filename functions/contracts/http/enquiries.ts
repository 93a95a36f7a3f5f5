import * as z from 'zod';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';
import { runIdExample, runParams } from './run-params.ts';

const enquiryAnswers = ['has-it', 'has-part', 'has-it-not', 'silence'] as const;

export const enquireRun = routeContract({
  id: 'enquire-run',
  summary: {
    'zh-CN': '向银行查询批次（用原编号；银行从未收到的按原编号补发）',
    en: 'Ask the bank after a run, with the ids it has; what it never received goes out again under them',
  },
  tag: 'payments',
  params: runParams,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '银行的答复', en: 'What the bank says' },
      schema: z.strictObject({
        runId: z.string(),
        status: z.enum(runStates),
        files: listOf(
          z.strictObject({ file: z.int(), answer: z.enum(enquiryAnswers), sentAgain: z.boolean() }),
        ).meta({ description: 'none while the sending itself is in doubt, or nothing is outstanding' }),
      }),
      example: {
        runId: runIdExample,
        status: 'sent',
        files: [{ file: 1, answer: 'has-it', sentAgain: false }],
      },
    },
  },
  problems: ['not-found', 'wrong-state'],
});

export const enquirePayment = routeContract({
  id: 'enquire-payment',
  summary: {
    'zh-CN': '向银行查询一笔结果不明的款项（用原编号）',
    en: 'Ask the bank after a payment of which nothing final is known, with the ids it has',
  },
  tag: 'payments',
  params: z.strictObject({ paymentId: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '查询后的状态', en: 'Where it stands after the enquiry' },
      schema: z.strictObject({
        paymentId: z.string(),
        state: z.enum(paymentStates),
        answer: z.enum(enquiryAnswers).exactOptional(),
      }),
      example: { paymentId: 'k7q2m4x5a6d7e8r9t0y1u2i3o4', state: 'unknown', answer: 'silence' },
    },
  },
  problems: ['not-found', 'wrong-state'],
});
