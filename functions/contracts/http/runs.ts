import * as z from 'zod';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { leftOutReasons } from '../../domain/payments/left-out.ts';
import { fileStatuses } from '../../domain/payments/file-status.ts';
import { countAndFenSchema, outcomeSumsSchema } from './count-and-fen.ts';
import { auditedReasonSchema } from './free-text.ts';
import { leftOutAwardSchema } from './left-out-award.ts';
import { cursorSchema, listOf } from './page.ts';
import { rollChangesSchema, rollTotalsExample } from './roll-changes.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';
import { hashExample, runIdExample, runParams } from './run-params.ts';

const runStatusSchema = z.enum(runStates);

const runSummaryMembers = {
  runId: z.string(),
  programme: z.string(),
  period: z.string(),
  status: runStatusSchema,
  version: z.int(),
  attempt: z.int().meta({ description: 'how often it was built' }),
  payments: z.int(),
  totalFen: z.int(),
  keptBack: countAndFenSchema
    .exactOptional()
    .meta({ description: 'of the payments, for receivables; totalFen is what is left to pay' }),
  payloadHash: z.string().exactOptional().meta({ description: 'once prepared: what a release must name' }),
  leftOut: z
    .record(z.string(), z.int())
    .readonly()
    .meta({ description: 'awards on the roll that are not paid, by reason' }),
  preparedBy: z.string(),
  preparedAt: z.string(),
  releasedBy: z.string().exactOptional(),
  releasedAt: z.string().exactOptional(),
  returnsUntil: z.string().exactOptional(),
  answerDueOn: z.string().exactOptional().meta({
    description: 'until when the bank should say something of it',
  }),
  escalation: z.int().meta({ description: 'how often the bank’s silence was raised to finance' }),
  fault: z.string().exactOptional().meta({
    description: 'what keeps it from being prepared; preparing again tries again',
  }),
};

const runSummaryExample = {
  runId: runIdExample,
  programme: 'rural-reward',
  period: '2008-H1',
  status: 'prepared',
  version: 2,
  attempt: 1,
  payments: 2,
  totalFen: 60000,
  payloadHash: hashExample,
  leftOut: { 'no-account': 1 },
  preparedBy: 'user-finance.preparer',
  preparedAt: '2008-06-20T01:02:03.000Z',
  escalation: 0,
} as const;

export const createRun = routeContract({
  id: 'create-run',
  summary: { 'zh-CN': '编制一个发放批次', en: 'Prepare a payment run' },
  tag: 'payments',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({ programme: z.string().min(1).max(60), period: z.string().min(1).max(10) }),
    { limitBytes: 4 * 1024, example: { programme: 'rural-reward', period: '2008-H1' } },
  ),
  answers: {
    202: {
      text: {
        'zh-CN': '正在编制；同一项目同一期间已有未发出的批次时，即为该批次',
        en: 'Being built; the run of the programme and period that is not yet sent, if there is one',
      },
      schema: z.strictObject({ runId: z.string() }),
      example: { runId: runIdExample },
    },
  },
  problems: ['unknown-programme-or-period', 'own-family'],
});

export const listRuns = routeContract({
  id: 'list-runs',
  summary: { 'zh-CN': '发放批次，新的在前', en: 'Payment runs, newest first' },
  tag: 'payments',
  params: noMembers,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '批次', en: 'Runs' },
      schema: z.strictObject({
        runs: listOf(z.strictObject(runSummaryMembers)),
        cursor: cursorSchema.exactOptional(),
      }),
      example: { runs: [runSummaryExample] },
    },
  },
  problems: [],
});

export const readRun = routeContract({
  id: 'read-run',
  summary: {
    'zh-CN': '一个发放批次：放行前所见，及银行结果',
    en: 'A payment run: what a release would bind, and how far it has come',
  },
  tag: 'payments',
  params: runParams,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '批次', en: 'The run' },
      schema: z.strictObject({
        ...runSummaryMembers,
        files: listOf(
          z.strictObject({
            file: z.int(),
            messageId: z.string(),
            sha256: z.string(),
            count: z.int(),
            totalFen: z.int(),
            status: z.enum(fileStatuses),
            refused: z.boolean(),
            silentSince: z.string().exactOptional().meta({
              description: 'since when the bank has not said what became of a file that it took',
            }),
          }),
        ),
        outcomes: outcomeSumsSchema,
        comparison: z
          .strictObject({
            lastPeriod: z.string(),
            last: countAndFenSchema.meta({ description: 'what those who are compared were paid for it' }),
            changes: rollChangesSchema,
          })
          .exactOptional()
          .meta({
            description: 'how what is due differs from the last period, as it was when the run was built',
          }),
      }),
      example: {
        ...runSummaryExample,
        files: [
          {
            file: 1,
            messageId: '4f5m1x9a0d2k7q8w3e6r5t1y0u0101',
            sha256: hashExample,
            count: 2,
            totalFen: 60000,
            status: 'ready',
            refused: false,
          },
        ],
        outcomes: {
          settled: { count: 0, fen: 0 },
          returned: { count: 0, fen: 0 },
          rejected: { count: 0, fen: 0 },
          disputed: { count: 0, fen: 0 },
          outstanding: { count: 2, fen: 60000 },
        },
        comparison: {
          lastPeriod: '2007-H2',
          last: { count: 2, fen: 60000 },
          changes: rollTotalsExample.changes,
        },
      },
    },
  },
  problems: ['not-found'],
});

export const listLeftOut = routeContract({
  id: 'list-left-out',
  summary: {
    'zh-CN': '批次中未列入发放的待遇及原因',
    en: 'The awards that a run leaves out, and why',
  },
  tag: 'payments',
  params: runParams,
  query: z.strictObject({
    reason: z.enum(leftOutReasons).exactOptional(),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '未列入的待遇', en: 'Awards left out' },
      schema: z.strictObject({
        awards: listOf(leftOutAwardSchema),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        awards: [{ awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u', reason: 'no-account', codes: [] }],
      },
    },
  },
  problems: [],
});

export const movedRunSchema = z.strictObject({ runId: z.string(), status: runStatusSchema });

export const releaseRun = routeContract({
  id: 'release-run',
  summary: {
    'zh-CN': '放行批次（按 payloadHash，须由编制以外的人）',
    en: 'Release a run by its payloadHash; not by who prepared it',
  },
  tag: 'payments',
  params: runParams,
  query: noMembers,
  body: jsonBody(z.strictObject({ payloadHash: z.string().regex(/^[0-9a-f]{64}$/) }), {
    limitBytes: 1024,
    example: { payloadHash: hashExample },
  }),
  answers: {
    202: {
      text: { 'zh-CN': '已放行', en: 'Released' },
      schema: movedRunSchema,
      example: { runId: runIdExample, status: 'released' },
    },
  },
  problems: [
    'not-found',
    'wrong-state',
    'same-person',
    'took-part',
    'own-family',
    'stale-payload',
    'nothing-to-pay',
    'accounts-changed',
    'cash-short',
  ],
});

const reasonBody = jsonBody(z.strictObject({ reason: auditedReasonSchema }), {
  limitBytes: 4 * 1024,
  example: { reason: '金额与预算不符' },
});

export const sendBackRun = routeContract({
  id: 'send-back-run',
  summary: { 'zh-CN': '退回批次，重新编制', en: 'Send a prepared run back to be built anew' },
  tag: 'payments',
  params: runParams,
  query: noMembers,
  body: reasonBody,
  answers: {
    202: {
      text: { 'zh-CN': '已退回', en: 'Sent back' },
      schema: movedRunSchema,
      example: { runId: runIdExample, status: 'building' },
    },
  },
  problems: ['not-found', 'wrong-state'],
});

export const cancelRun = routeContract({
  id: 'cancel-run',
  summary: {
    'zh-CN': '取消尚未交给银行的批次；银行已收下一部分的，放弃其拒收的文件',
    en: 'Cancel a run of which the bank has nothing yet; of one that it has in part, give up the files it will not take',
  },
  tag: 'payments',
  params: runParams,
  query: noMembers,
  body: reasonBody,
  answers: {
    202: {
      text: { 'zh-CN': '已取消', en: 'Cancelled' },
      schema: movedRunSchema,
      example: { runId: runIdExample, status: 'cancelled' },
    },
  },
  problems: ['not-found', 'wrong-state'],
});
