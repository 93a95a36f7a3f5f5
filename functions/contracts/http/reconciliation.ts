import * as z from 'zod';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { exceptionStates, handlingEvents } from '../../domain/reconciliation/exception-lifecycle.ts';
import { exceptionKinds, exceptionReasons } from '../../domain/reconciliation/exception-reason.ts';
import { settlementKinds } from '../../domain/reconciliation/settlement.ts';
import { reasonActions } from '../bank/reason-actions.ts';
import { settlementSchema } from '../settlement.ts';
import { failsAs } from '../problem.ts';
import { countAndFenSchema, outcomeSumsSchema } from './count-and-fen.ts';
import { freeTextSchema } from './free-text.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { reasonWordsSchema } from './reason-words.ts';
import { jsonBody, noBody, noMembers, rawBody, routeContract } from './route-contract.ts';

export const importBankMessage = routeContract({
  id: 'import-bank-message',
  summary: {
    'zh-CN':
      '导入银行报文（pain.002、camt.053、camt.054，或银行的 CSV 结果文件）；同一文件再次导入不改变任何内容',
    en: 'Import a bank’s message (pain.002, camt.053, camt.054, or its results in columns); the same file again changes nothing',
  },
  tag: 'reconciliation',
  params: noMembers,
  query: z.strictObject({
    bank: z
      .string()
      .regex(/^[A-Za-z0-9]{1,35}$/)
      .exactOptional()
      .meta({ description: 'whose columns a CSV has; the district’s own bank’s when absent' }),
  }),
  body: rawBody(['application/xml', 'text/xml', 'text/csv']),
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
        keptBack: countAndFenSchema.meta({ description: 'of the awards, for receivables' }),
        instruction: countAndFenSchema,
        statement: outcomeSumsSchema,
        agrees: z.boolean(),
        deviations: listOf(
          z.strictObject({
            paymentId: z.string(),
            reissue: z.int(),
            awardId: z.string(),
            state: z.enum(paymentStates),
            amountFen: z.int(),
            reason: z.string().exactOptional(),
            reasonWords: reasonWordsSchema,
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
    },
  },
  problems: ['not-found'],
});

const codeWordsMembers = {
  code: z.string().exactOptional().meta({ description: 'the bank’s reason code, or what could not be read' }),
  codeText: z.string().exactOptional().meta({ description: 'the reason code in words' }),
  codeAction: z.enum(reasonActions).exactOptional(),
  codeNextStep: z.string().exactOptional(),
};

export const exceptionSchema = z.strictObject({
  exceptionId: z.string(),
  reason: z.enum(exceptionReasons),
  kind: z.enum(exceptionKinds),
  status: z.enum(exceptionStates),
  version: z.int(),
  openedAt: z.string(),
  openedOn: z.iso.date(),
  ageDays: z.int(),
  text: z.string().meta({ description: 'the break in words' }),
  nextStep: z.string(),
  ...codeWordsMembers,
  events: listOf(z.enum(handlingEvents)).meta({ description: 'what may be done with it now' }),
  settlements: listOf(z.enum(settlementKinds)).meta({ description: 'how it may be settled' }),
  escalation: z.int().meta({ description: 'how often it was raised to the next office' }),
  message: z.string().exactOptional().meta({ description: 'SHA-256 of the bank’s message' }),
  direction: z.enum(['debit', 'credit']).exactOptional(),
  amountFen: z.int().exactOptional(),
  bankAccount: z.string().exactOptional().meta({ description: 'the account that the statement is of' }),
  instructedFen: z.int().exactOptional(),
  bookedOn: z.iso.date().exactOptional(),
  endToEndId: z.string().exactOptional(),
  bankReference: z.string().exactOptional(),
  paymentId: z.string().exactOptional(),
  runId: z.string().exactOptional(),
  importedBy: z.string(),
  dueOn: z.iso.date().exactOptional().meta({ description: 'by when an answer is to come' }),
  handledBy: z.string().exactOptional(),
  proposedBy: z.string().exactOptional(),
  resolution: z.string().exactOptional(),
  settlement: settlementSchema.exactOptional(),
  approvedBy: z.string().exactOptional(),
});

const exceptionExample = {
  exceptionId: `exc-${'3f'.repeat(16)}`,
  reason: 'amount-differs',
  kind: 'amount-differs',
  status: 'open',
  version: 1,
  openedAt: '2008-06-21T01:02:03.000Z',
  openedOn: '2008-06-21',
  ageDays: 3,
  text: '银行记账金额与指令不符',
  nextStep: '请银行冲正；银行确认已按此付款的，认可该笔，多付的追回，少付的补发。',
  events: ['take'],
  settlements: ['accepted', 'nothing-to-book'],
  escalation: 0,
  message: '3f'.repeat(32),
  direction: 'debit',
  amountFen: 30001,
  instructedFen: 30000,
  importedBy: 'user-finance.reconciler',
} as const;

export const listExceptions = routeContract({
  id: 'list-exceptions',
  summary: {
    'zh-CN': '对账差异，久的在前，可按种类和批次查看',
    en: 'Breaks of the reconciliation, the oldest first, of a kind or a run if wanted',
  },
  tag: 'reconciliation',
  params: noMembers,
  query: z.strictObject({
    status: z.enum(exceptionStates).default('open'),
    kind: z.enum(exceptionKinds).exactOptional(),
    runId: pathIdSchema.exactOptional(),
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

export const readException = routeContract({
  id: 'read-exception',
  summary: { 'zh-CN': '一项对账差异', en: 'A break of the reconciliation' },
  tag: 'reconciliation',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '差异', en: 'The break' },
      schema: exceptionSchema,
      example: exceptionExample,
    },
  },
  problems: ['not-found'],
});

export const resolveException = routeContract({
  id: 'resolve-exception',
  summary: {
    'zh-CN': '办理一项差异：接办、询问、提出处理意见，由另一人批准并入账',
    en: 'Handle a break: take it, ask, propose a settlement; another person approves it, which books it',
  },
  tag: 'reconciliation',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: jsonBody(
    z
      .strictObject({
        event: z.enum(handlingEvents),
        resolution: freeTextSchema(500).exactOptional().meta({
          description:
            'what is asked or proposed, and why; kept in the audit: no names, no numbers of people',
        }),
        settlement: settlementSchema.exactOptional(),
      })
      .superRefine(({ event, resolution, settlement }, context) => {
        if (event !== 'propose') return;
        for (const [name, value] of Object.entries({ resolution, settlement })) {
          if (value === undefined) {
            context.addIssue({ code: 'custom', path: [name], message: failsAs('missing').error });
          }
        }
      }),
    {
      limitBytes: 8 * 1024,
      example: {
        event: 'propose',
        resolution: '银行多付 0.01 元，不再冲正',
        settlement: { kind: 'accepted', surplus: 'loss' },
      },
    },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '已记录', en: 'Recorded' },
      schema: exceptionSchema,
      example: {
        ...exceptionExample,
        status: 'proposed',
        version: 3,
        events: ['approve', 'refuse'],
        handledBy: 'user-finance.reconciler',
        proposedBy: 'user-finance.reconciler',
        resolution: '银行多付 0.01 元，不再冲正',
        settlement: { kind: 'accepted', surplus: 'loss' },
      },
    },
  },
  problems: [
    'not-found',
    'wrong-state',
    'same-person',
    'took-part',
    'own-family',
    'settlement-does-not-fit',
    'settlement-names-nothing',
    'settlement-amount-differs',
    'available-short',
  ],
});
