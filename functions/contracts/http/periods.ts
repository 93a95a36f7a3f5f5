import * as z from 'zod';
import { periodBlockers } from '../../domain/ledger/period-blockers.ts';
import { closeEvents, periodStates } from '../../domain/ledger/period-lifecycle.ts';
import { failsAs } from '../problem.ts';
import { freeTextSchema } from './free-text.ts';
import { accountSchema } from './ledger.ts';
import { namedExceptionsSchema } from './named-exception.ts';
import { listOf } from './page.ts';
import { periodDifferenceSchema } from './period-reconciliation.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const periodParams = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(10)
    .meta({ description: 'a month or a year', examples: ['2008-05', '2008'] }),
});

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

const periodMembers = {
  periodId: z.string(),
  kind: z.enum(['month', 'year']),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  status: z.enum(periodStates),
  proposedBy: z.string().exactOptional(),
  proposedAt: z.string().exactOptional(),
  proposedHash: z.string().exactOptional().meta({ description: 'the checks that the proposal is about' }),
  explanation: z.string().exactOptional(),
  decidedBy: z.string().exactOptional(),
  decidedAt: z.string().exactOptional(),
  reason: z.string().exactOptional(),
};

const periodExample = {
  periodId: '2008-05',
  kind: 'month',
  firstDay: '2008-05-01',
  lastDay: '2008-05-31',
  status: 'open',
} as const;

const heldSchema = z.strictObject({
  account: accountSchema,
  programme: z.string(),
  year: z.int(),
  share: z.string(),
  heldFen: z.int(),
});

export const listPeriods = routeContract({
  id: 'list-periods',
  summary: {
    'zh-CN': '会计期间（月、年），新的在前，及是否已结账',
    en: 'Accounting periods (months and years), the newest first, and whether they are closed',
  },
  tag: 'periods',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '会计期间', en: 'The periods' },
      schema: z.strictObject({ periods: listOf(z.strictObject(periodMembers)) }),
      example: { periods: [periodExample] },
    },
  },
  problems: [],
});

export const readPeriod = routeContract({
  id: 'read-period',
  summary: {
    'zh-CN': '一个会计期间及结账前的核对：未满足的条件、未结差异、挂账、现金与三方对账',
    en: 'A period and what is looked at before it is closed: what stands in the way, open breaks, suspense, cash, awards not paid',
  },
  tag: 'periods',
  params: periodParams,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '会计期间', en: 'The period' },
      schema: z.strictObject({
        ...periodMembers,
        exceptions: namedExceptionsSchema,
        checksHash: z.string().meta({ description: 'names these checks, in a proposal or an approval' }),
        checks: z.strictObject({
          blockers: listOf(z.enum(periodBlockers)),
          debitsFen: z.int().meta({ description: 'of both books, at the period’s end' }),
          creditsFen: z.int(),
          suspense: listOf(heldSchema).meta({ description: 'money that nobody has assigned' }),
          openExceptions: listOf(z.string()),
          cash: listOf(
            z.strictObject({
              bankAccount: z.string(),
              day: z.iso.date(),
              differenceFen: z.int(),
              openExceptions: listOf(z.string()),
            }),
          ).meta({ description: 'days whose statement is not what the ledger booked' }),
          unreconciled: listOf(
            z.strictObject({
              programme: z.string(),
              period: z.string(),
              differences: listOf(periodDifferenceSchema),
            }),
          ).meta({
            description: 'programmes’ periods whose awards, instructions and statements do not agree',
          }),
          lapsing: listOf(heldSchema).meta({
            description: 'of a year: committed and on no run, given back with its close',
          }),
        }),
      }),
      example: {
        ...periodExample,
        exceptions: [],
        checksHash: '3f'.repeat(32),
        checks: {
          blockers: [],
          debitsFen: 120000,
          creditsFen: 120000,
          suspense: [],
          openExceptions: [],
          cash: [],
          unreconciled: [],
          lapsing: [],
        },
      },
    },
  },
  problems: ['not-found'],
});

export const closePeriod = routeContract({
  id: 'close-period',
  summary: {
    'zh-CN': '结账：一人提出，另一人批准其所核对的内容；结账后不再记入该期间',
    en: 'Close a period: one proposes, another approves exactly what was checked; nothing is posted in it any more',
  },
  tag: 'periods',
  params: periodParams,
  query: noMembers,
  body: jsonBody(
    z
      .strictObject({
        event: z.enum(closeEvents),
        checksHash: hashSchema.exactOptional().meta({
          description: 'of the checks as they were read; needed to propose and to approve',
        }),
        explanation: freeTextSchema(500).exactOptional().meta({
          description:
            'of a proposal: why it may be closed with what is open; in the audit: no names of people',
        }),
        reason: freeTextSchema(200).exactOptional().meta({
          description: 'of a decision; kept in the audit: no names, no numbers of people',
        }),
      })
      .superRefine(({ event, checksHash }, context) => {
        if (event === 'refuse' || checksHash !== undefined) return;
        context.addIssue({ code: 'custom', path: ['checksHash'], message: failsAs('missing').error });
      }),
    { limitBytes: 8 * 1024, example: { event: 'propose', checksHash: '3f'.repeat(32) } },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '已登记', en: 'Recorded' },
      schema: z.strictObject({ periodId: z.string(), status: z.enum(periodStates) }),
      example: { periodId: '2008-05', status: 'proposed' },
    },
  },
  problems: ['not-found', 'wrong-state', 'same-person', 'changed-since', 'period-not-closable'],
});
