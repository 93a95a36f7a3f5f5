import * as z from 'zod';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { exceptionStates } from '../../domain/reconciliation/exception-lifecycle.ts';
import { exceptionReasons } from '../../domain/reconciliation/exception-reason.ts';
import { failsAs } from '../problem.ts';
import { countAndFenSchema } from './count-and-fen.ts';
import { freeTextSchema } from './free-text.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, rawBody, routeContract } from './route-contract.ts';

export const importBankMessage = routeContract({
  id: 'import-bank-message',
  summary: {
    'zh-CN': '导入银行报文（pain.002、camt.053、camt.054）；同一文件再次导入不改变任何内容',
    en: 'Import a bank’s message (pain.002, camt.053, camt.054); the same file again changes nothing',
  },
  tag: 'reconciliation',
  params: noMembers,
  query: noMembers,
  body: rawBody(['application/xml', 'text/xml']),
  answers: {
    202: {
      text: { 'zh-CN': '已登记', en: 'Booked' },
      schema: z.strictObject({
        messageId: z.string(),
        matched: z.int(),
        returned: z.int(),
        rejected: z.int(),
        exceptions: z.int(),
        alreadyImported: z.boolean(),
      }),
      example: {
        messageId: 'CAMT053-2008-06-21',
        matched: 698,
        returned: 2,
        rejected: 0,
        exceptions: 0,
        alreadyImported: false,
      },
    },
  },
  problems: ['bank-message-unreadable', 'bank-message-incomplete', 'took-part'],
});

export const readReconciliation = routeContract({
  id: 'read-reconciliation',
  summary: {
    'zh-CN': '三方对账：应发、指令、对账单',
    en: 'Three ways: awarded, instructed, on the statements',
  },
  tag: 'reconciliation',
  params: z.strictObject({ runId: pathIdSchema }),
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '对账结果，及与批次不同的款项', en: 'The report, and payments that went another way' },
      schema: z.strictObject({
        runId: z.string(),
        status: z.enum(runStates),
        award: countAndFenSchema,
        instruction: countAndFenSchema,
        statement: z.strictObject({
          settled: countAndFenSchema,
          returned: countAndFenSchema,
          rejected: countAndFenSchema,
          disputed: countAndFenSchema,
          outstanding: countAndFenSchema,
        }),
        agrees: z.boolean(),
        deviations: listOf(
          z.strictObject({
            paymentId: z.string(),
            reissue: z.int(),
            awardId: z.string(),
            state: z.enum(paymentStates),
            amountFen: z.int(),
            reason: z.string().exactOptional(),
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
    },
  },
  problems: ['not-found'],
});

export const exceptionSchema = z.strictObject({
  exceptionId: z.string(),
  reason: z.enum(exceptionReasons),
  status: z.enum(exceptionStates),
  version: z.int(),
  openedAt: z.string(),
  openedOn: z.iso.date(),
  message: z.string().meta({ description: 'SHA-256 of the bank’s message' }),
  direction: z.enum(['debit', 'credit']).exactOptional(),
  amountFen: z.int().exactOptional(),
  bankAccount: z.string().exactOptional().meta({ description: 'the account that the statement is of' }),
  instructedFen: z.int().exactOptional(),
  bookedOn: z.iso.date().exactOptional(),
  endToEndId: z.string().exactOptional(),
  bankReference: z.string().exactOptional(),
  paymentId: z.string().exactOptional(),
  runId: z.string().exactOptional(),
  code: z.string().exactOptional(),
  importedBy: z.string(),
  handledBy: z.string().exactOptional(),
  proposedBy: z.string().exactOptional(),
  resolution: z.string().exactOptional(),
});

const exceptionExample = {
  exceptionId: `exc-${'3f'.repeat(16)}`,
  reason: 'amount-differs',
  status: 'open',
  version: 1,
  openedAt: '2008-06-21T01:02:03.000Z',
  openedOn: '2008-06-21',
  message: '3f'.repeat(32),
  direction: 'debit',
  amountFen: 30001,
  instructedFen: 30000,
  importedBy: 'user-finance.reconciler',
} as const;

export const listExceptions = routeContract({
  id: 'list-exceptions',
  summary: { 'zh-CN': '对账差异，久的在前', en: 'Breaks of the reconciliation, the oldest first' },
  tag: 'reconciliation',
  params: noMembers,
  query: z.strictObject({
    status: z.enum(exceptionStates).default('open'),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '差异', en: 'Breaks' },
      schema: z.strictObject({
        exceptions: listOf(exceptionSchema),
        cursor: cursorSchema.exactOptional(),
      }),
      example: { exceptions: [exceptionExample] },
    },
  },
  problems: [],
});

export const resolveException = routeContract({
  id: 'resolve-exception',
  summary: {
    'zh-CN': '办理一项差异：接办、询问、提出处理意见，由另一人批准',
    en: 'Handle a break: take it, ask, propose a settlement; another person approves it',
  },
  tag: 'reconciliation',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: jsonBody(
    z
      .strictObject({
        event: z.enum(['take', 'ask', 'answer', 'propose', 'approve', 'refuse']),
        resolution: freeTextSchema(500).exactOptional().meta({
          description: 'what is proposed; kept in the audit: no names, no numbers of people',
        }),
      })
      .superRefine(({ event, resolution }, context) => {
        if (event !== 'propose' || resolution !== undefined) return;
        context.addIssue({ code: 'custom', path: ['resolution'], message: failsAs('missing').error });
      }),
    { limitBytes: 8 * 1024, example: { event: 'propose', resolution: '银行多付 0.01 元，已请银行冲正' } },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '已记录', en: 'Recorded' },
      schema: exceptionSchema,
      example: {
        ...exceptionExample,
        status: 'proposed',
        version: 3,
        handledBy: 'user-finance.preparer',
        proposedBy: 'user-finance.preparer',
        resolution: '银行多付 0.01 元，已请银行冲正',
      },
    },
  },
  problems: ['not-found', 'wrong-state', 'same-person'],
});
