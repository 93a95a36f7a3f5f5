import * as z from 'zod';
import { cancellationEvents, cancellationStates } from '../../domain/payments/cancellation-lifecycle.ts';
import { fileFormats } from '../bank/bank-profile.ts';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { fileStatuses } from '../store/payment-run.ts';
import { failsAs } from '../problem.ts';
import { countAndFenSchema } from './count-and-fen.ts';
import { freeTextSchema } from './free-text.ts';
import { leftOutAwardSchema } from './left-out-award.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
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

export const listRunPayments = routeContract({
  id: 'list-run-payments',
  summary: {
    'zh-CN': '批次的各笔款项（不含姓名和账号；由待遇编号可查依据和申请）',
    en: 'The payments of a run: no names, no accounts; the award leads to its decision record and claim',
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
            reissue: z.int(),
            state: z.enum(paymentStates),
            reason: z.string().exactOptional().meta({ description: 'the bank’s reason code' }),
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
            reissue: 0,
            state: 'returned',
            reason: 'AC04',
            decisionHash: hashExample,
            decisionRecord: '/api/awards/award-4f5m1x9a0d2k7q8w3e6r5t1y0u/decision-record?period=2008-H1',
          },
        ],
      },
    },
  },
  problems: ['not-found'],
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
        outcomes: z.strictObject({
          settled: countAndFenSchema,
          returned: countAndFenSchema,
          rejected: countAndFenSchema,
          disputed: countAndFenSchema,
          outstanding: countAndFenSchema,
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
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
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

const reasonSchema = freeTextSchema(200).meta({
  description: 'kept in the audit: no names, no numbers of people',
});

const reasonBody = jsonBody(z.strictObject({ reason: reasonSchema }), {
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
    'zh-CN': '取消尚未交给银行的批次',
    en: 'Cancel a run of which the bank has nothing yet',
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

export const readBankFile = routeContract({
  id: 'read-bank-file',
  summary: { 'zh-CN': '下载批次的银行文件', en: 'A run’s file for the bank' },
  tag: 'payments',
  params: runParams,
  query: z.strictObject({
    format: z.enum(fileFormats).exactOptional().meta({ description: 'the one that is sent when absent' }),
    file: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number)
      .default(1)
      .meta({ description: 'its place in the run, from 1' }),
  }),
  body: noBody,
  answers: {
    200: {
      text: {
        'zh-CN': '发送的格式为文件原样，其 SHA-256 见批次的 files；其他格式由该文件转换而成',
        en: 'In the format that is sent, the file as it was built; its SHA-256 stands in the run’s files. In another, what that file says',
      },
      mediaTypes: ['application/xml', 'text/csv'],
    },
    303: {
      text: {
        'zh-CN': '文件超过 4 MB：一分钟内从 Location 下载，无须令牌',
        en: 'A file of more than 4 MB: to be fetched from Location within a minute, without a token',
      },
    },
  },
  problems: ['not-found', 'bank-file-unwritable'],
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
      schema: z.strictObject({
        paymentId: z.string(),
        programme: z.string(),
        period: z.string(),
        component: z.string(),
        awardId: z.string(),
        state: z.enum(paymentStates),
        amountFen: z.int(),
        endToEndId: z.string(),
        reissue: z.int(),
        runId: z.string().exactOptional(),
        reason: z.string().exactOptional().meta({ description: 'the bank’s reason code' }),
        corrects: z
          .string()
          .exactOptional()
          .meta({ description: 'the payment of which it pays what is still owed' }),
        correctedBy: listOf(z.string()).meta({ description: 'payments that pay what is still owed of it' }),
        instructions: listOf(
          z.strictObject({
            endToEndId: z.string(),
            state: z.enum(paymentStates),
            runId: z.string().exactOptional(),
            reason: z.string().exactOptional(),
            replaces: z.string().exactOptional(),
            replacedBy: z.string().exactOptional(),
          }),
        ).meta({ description: 'every instruction of it, the present one last, by its end-to-end id' }),
      }),
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
  body: jsonBody(z.strictObject({ hold: z.boolean(), reason: reasonSchema }), {
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
  problems: ['not-found', 'wrong-state'],
});

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
        status: runStatusSchema,
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

export const cancellationSchema = z.strictObject({
  paymentId: z.string(),
  status: z.enum(cancellationStates),
  version: z.int(),
  proposedBy: z.string(),
  reason: z.string(),
  approvedBy: z.string().exactOptional(),
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
        reason: freeTextSchema(200)
          .exactOptional()
          .meta({ description: 'kept in the audit: no names, no numbers of people' }),
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
  problems: ['not-found', 'wrong-state', 'nothing-proposed', 'same-person', 'took-part'],
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
  problems: ['not-found', 'wrong-state', 'took-part', 'too-many-reissues'],
});
