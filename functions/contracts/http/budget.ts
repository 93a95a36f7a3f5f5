import * as z from 'zod';
import { partySchema } from '../bank/payment-file.ts';
import { proposalEvents, proposalStates } from '../../domain/proposals/proposal-lifecycle.ts';
import { freeTextSchema } from './free-text.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

export const programmeSchema = z.string().min(1).max(60);

/** A year in a body; in a query it is text. */
const yearSchema = z.int().min(2000).max(2100).meta({ description: 'the year in which it may be spent' });

export const yearQuerySchema = z
  .string()
  .regex(/^\d{4}$/)
  .transform(Number)
  .meta({ description: 'the appropriation’s year; all years when left out' });

/** More than any district has: what is larger was mistyped. */
export const amountFenSchema = z.int().min(1).max(100_000_000_000_000);

const partsSchema = z
  .array(z.strictObject({ share: z.string().min(1).max(60), amountFen: amountFenSchema }))
  .min(1)
  .max(10)
  .readonly();

/** Number of a paper: kept in the audit, no names of people. */
export const documentSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

const appropriationExample = {
  programme: 'rural-reward',
  year: 2008,
  change: 'addition',
  parts: [
    { share: 'province', amountFen: 10_500_000 },
    { share: 'district', amountFen: 10_500_000 },
  ],
  document: '财社〔2008〕17号',
} as const;

const idExample = 'appropriation-4f5m1x9a0d2k7q8w3e6r5t1y0u';

/** What the second person says to what the first has proposed. */
export const decisionBody = jsonBody(
  z.strictObject({
    event: z.enum(proposalEvents),
    reason: freeTextSchema(200).exactOptional().meta({
      description: 'kept in the audit: no names, no numbers of people',
    }),
  }),
  { limitBytes: 4 * 1024, example: { event: 'approve' } },
);

/** Which of the proposals of a kind. */
export const proposalsQuery = z.strictObject({
  status: z.enum(proposalStates).exactOptional(),
  cursor: cursorSchema.exactOptional(),
});

/** Who proposed and who decided. */
export const decisionMembers = {
  proposedBy: z.string(),
  proposedAt: z.string(),
  decidedBy: z.string().exactOptional(),
  decidedAt: z.string().exactOptional(),
  reason: z.string().exactOptional(),
};

const appropriationAnswerSchema = z.strictObject({
  appropriationId: z.string(),
  status: z.enum(proposalStates),
});

export const proposeAppropriation = routeContract({
  id: 'propose-appropriation',
  summary: {
    'zh-CN': '提出预算安排、追加或调减（须由另一人批准）',
    en: 'Propose an appropriation, a supplement to it, or a reduction; another person approves it',
  },
  tag: 'budget',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      programme: programmeSchema,
      year: yearSchema,
      change: z.enum(['addition', 'reduction']).default('addition'),
      parts: partsSchema.meta({ description: 'by funding share: what each gives more, or takes back' }),
      document: documentSchema.meta({ description: 'number of the budget notice' }),
    }),
    { limitBytes: 4 * 1024, example: appropriationExample },
  ),
  answers: {
    202: {
      text: { 'zh-CN': '待批准', en: 'Waits for another person’s approval' },
      schema: appropriationAnswerSchema,
      example: { appropriationId: idExample, status: 'proposed' },
    },
  },
  problems: [],
});

export const decideAppropriation = routeContract({
  id: 'decide-appropriation',
  summary: {
    'zh-CN': '批准或退回一项预算安排（提出者本人不得批准）',
    en: 'Approve or refuse a proposed appropriation; not by who proposed it',
  },
  tag: 'budget',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: decisionBody,
  answers: {
    200: {
      text: {
        'zh-CN': '已登记；等候资金的申请随即按先后办理',
        en: 'Booked; claims that wait for the money go on',
      },
      schema: appropriationAnswerSchema,
      example: { appropriationId: idExample, status: 'approved' },
    },
  },
  problems: ['not-found', 'wrong-state', 'same-person', 'budget-short', 'year-closed'],
});

export const listAppropriations = routeContract({
  id: 'list-appropriations',
  summary: {
    'zh-CN': '预算安排、追加与调减，新的在前',
    en: 'Appropriations and their changes, newest first',
  },
  tag: 'budget',
  params: noMembers,
  query: proposalsQuery,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '预算安排', en: 'Appropriations' },
      schema: z.strictObject({
        appropriations: listOf(
          z.strictObject({
            appropriationId: z.string(),
            status: z.enum(proposalStates),
            programme: z.string(),
            year: z.int(),
            change: z.enum(['addition', 'reduction']),
            parts: listOf(z.strictObject({ share: z.string(), amountFen: z.int() })),
            document: z.string(),
            ...decisionMembers,
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        appropriations: [
          {
            ...appropriationExample,
            appropriationId: idExample,
            status: 'proposed',
            proposedBy: 'user-finance.preparer',
            proposedAt: '2008-01-15T01:02:03.000Z',
          },
        ],
      },
    },
  },
  problems: [],
});

const fundsMembers = {
  appropriatedFen: z.int().meta({ description: 'available + committed + obligated + spent' }),
  availableFen: z.int(),
  committedFen: z.int().meta({ description: 'awarded, not yet on a payment run' }),
  obligatedFen: z.int().meta({ description: 'on a payment run, not yet paid' }),
  spentFen: z.int().meta({ description: 'paid' }),
  cashFen: z.int(),
  payableFen: z.int(),
  inTransitFen: z.int(),
  returnedFen: z.int(),
  fundBalanceFen: z.int().meta({ description: 'received less spent and lost, earlier closings included' }),
};

const fundsExample = {
  appropriatedFen: 10_500_000,
  availableFen: 10_470_000,
  committedFen: 15_000,
  obligatedFen: 0,
  spentFen: 15_000,
  cashFen: 10_485_000,
  payableFen: 0,
  inTransitFen: 0,
  returnedFen: 0,
  fundBalanceFen: 10_485_000,
};

export const readBudgetReport = routeContract({
  id: 'read-budget-report',
  summary: {
    'zh-CN': '预算执行情况：按项目、年度、资金来源的安排、占用、支付与余额（JSON 或 CSV）',
    en: 'The budget’s execution by programme, year and share: appropriated, committed, paid, available (JSON or CSV)',
  },
  tag: 'budget',
  params: noMembers,
  query: z.strictObject({
    year: yearQuerySchema.exactOptional(),
    programme: programmeSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '预算执行情况', en: 'The report' },
      schema: z.strictObject({
        lines: listOf(
          z.strictObject({ programme: z.string(), year: z.int(), share: z.string(), ...fundsMembers }),
        ),
        totals: z.strictObject(fundsMembers),
      }),
      mediaTypes: ['text/csv'],
      example: {
        lines: [{ programme: 'rural-reward', year: 2008, share: 'province', ...fundsExample }],
        totals: fundsExample,
      },
    },
  },
  problems: [],
});

const accountExample = {
  programme: 'rural-reward',
  name: '崇川区财政局',
  account: '9900000000000002',
  bankId: 'DEMOCNSH',
  document: '财库〔2008〕5号',
} as const;

const accountIdExample = 'debtor-account-4f5m1x9a0d2k7q8w3e6r5t1y0u';

const debtorAccountAnswerSchema = z.strictObject({
  debtorAccountId: z.string(),
  status: z.enum(proposalStates),
});

const debtorAccountMembers = {
  programme: programmeSchema.exactOptional().meta({
    description: 'left out: every programme that has no account of its own',
  }),
  ...partySchema.shape,
  document: documentSchema.meta({ description: 'number of the paper that orders it' }),
};

export const proposeDebtorAccount = routeContract({
  id: 'propose-debtor-account',
  summary: {
    'zh-CN': '提出付款账户（须由另一人批准；已编制的批次不变）',
    en: 'Propose the account that a programme is paid from; another person approves it. Prepared runs stay as they are',
  },
  tag: 'budget',
  params: noMembers,
  query: noMembers,
  body: jsonBody(z.strictObject(debtorAccountMembers), { limitBytes: 4 * 1024, example: accountExample }),
  answers: {
    202: {
      text: { 'zh-CN': '待批准', en: 'Waits for another person’s approval' },
      schema: debtorAccountAnswerSchema,
      example: { debtorAccountId: accountIdExample, status: 'proposed' },
    },
  },
  problems: [],
});

export const decideDebtorAccount = routeContract({
  id: 'decide-debtor-account',
  summary: {
    'zh-CN': '批准或退回付款账户（提出者本人不得批准）',
    en: 'Approve or refuse a proposed paying account; not by who proposed it',
  },
  tag: 'budget',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: decisionBody,
  answers: {
    200: {
      text: { 'zh-CN': '已生效，自下一批次起', en: 'In force, from the next run on' },
      schema: debtorAccountAnswerSchema,
      example: { debtorAccountId: accountIdExample, status: 'approved' },
    },
  },
  problems: ['not-found', 'wrong-state', 'same-person'],
});

export const listDebtorAccounts = routeContract({
  id: 'list-debtor-accounts',
  summary: {
    'zh-CN': '付款账户：现行的，及已提出的（新的在前）',
    en: 'Paying accounts: those in force, and what was proposed, newest first',
  },
  tag: 'budget',
  params: noMembers,
  query: proposalsQuery,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '付款账户', en: 'Paying accounts' },
      schema: z.strictObject({
        current: listOf(
          z.strictObject({ ...debtorAccountMembers, debtorAccountId: z.string(), since: z.string() }),
        ),
        proposals: listOf(
          z.strictObject({
            debtorAccountId: z.string(),
            status: z.enum(proposalStates),
            ...debtorAccountMembers,
            ...decisionMembers,
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        current: [
          { ...accountExample, debtorAccountId: accountIdExample, since: '2008-01-15T01:02:03.000Z' },
        ],
        proposals: [],
      },
    },
  },
  problems: [],
});
