import * as z from 'zod';
import { proposalStates } from '../../domain/proposals/proposal-lifecycle.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { amountFenSchema, decisionBody, decisionMembers, documentSchema, proposalsQuery } from './budget.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const depositExample = {
  change: 'receipt',
  amountFen: 10_500_000,
  receivedOn: '2008-01-15',
  document: '苏财社拨〔2008〕3号',
} as const;

const idExample = 'deposit-4f5m1x9a0d2k7q8w3e6r5t1y0u';

const answerSchema = z.strictObject({ depositId: z.string(), status: z.enum(proposalStates) });

export const proposeDeposit = routeContract({
  id: 'propose-deposit',
  summary: {
    'zh-CN': '登记一笔到账资金（上级拨款、代征款、捐款）或其退还（须由另一人批准）',
    en: 'Record money that came to a fund (a grant, the levy, a donation) or went back; another person approves it',
  },
  tag: 'budget',
  params: z.strictObject({
    id: pathIdSchema.meta({
      description: 'programme, year and share',
      examples: ['rural-reward:2008:province'],
    }),
  }),
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      change: z.enum(['receipt', 'reversal']).default('receipt'),
      amountFen: amountFenSchema,
      receivedOn: calendarDateSchema.meta({ description: 'the bank’s day' }),
      document: documentSchema.meta({ description: 'number of the paper; one counts once for a fund' }),
    }),
    { limitBytes: 4 * 1024, example: depositExample },
  ),
  answers: {
    202: {
      text: { 'zh-CN': '待批准', en: 'Waits for another person’s approval' },
      schema: answerSchema,
      example: { depositId: idExample, status: 'proposed' },
    },
  },
  problems: ['not-found'],
});

export const decideDeposit = routeContract({
  id: 'decide-deposit',
  summary: {
    'zh-CN': '批准或退回一笔到账登记（登记者本人不得批准）',
    en: 'Approve or refuse a recorded deposit; not by who recorded it',
  },
  tag: 'budget',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: decisionBody,
  answers: {
    200: {
      text: { 'zh-CN': '已入账', en: 'Booked' },
      schema: answerSchema,
      example: { depositId: idExample, status: 'approved' },
    },
  },
  problems: ['not-found', 'wrong-state', 'same-person', 'document-used', 'fund-short', 'year-closed'],
});

export const listDeposits = routeContract({
  id: 'list-deposits',
  summary: { 'zh-CN': '到账登记，新的在前', en: 'Deposits of all funds, newest first' },
  tag: 'budget',
  params: noMembers,
  query: proposalsQuery,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '到账登记', en: 'Deposits' },
      schema: z.strictObject({
        deposits: listOf(
          z.strictObject({
            depositId: z.string(),
            fundId: z.string(),
            status: z.enum(proposalStates),
            programme: z.string(),
            year: z.int(),
            share: z.string(),
            change: z.enum(['receipt', 'reversal']),
            amountFen: z.int(),
            receivedOn: z.iso.date(),
            bankAccount: z.string(),
            document: z.string(),
            ...decisionMembers,
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        deposits: [
          {
            ...depositExample,
            depositId: idExample,
            fundId: 'rural-reward:2008:province',
            status: 'proposed',
            programme: 'rural-reward',
            year: 2008,
            share: 'province',
            bankAccount: '9900000000000001',
            proposedBy: 'user-finance.preparer',
            proposedAt: '2008-01-15T01:02:03.000Z',
          },
        ],
      },
    },
  },
  problems: [],
});
