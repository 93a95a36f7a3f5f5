import * as z from 'zod';
import { proposalStates } from '../../domain/proposals/proposal-lifecycle.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { decisionBody, decisionMembers, documentSchema, proposalsQuery } from './budget.ts';
import { moneySchema } from './money.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const standingSchema = z.enum(['in-force', 'to-come', 'past', 'unpublished']);

export const listPolicies = routeContract({
  id: 'list-policies',
  summary: {
    'zh-CN': '各项目的规则版本，及现行版本',
    en: 'The versions of every programme’s rules, and which of them decides',
  },
  tag: 'policies',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '版本', en: 'The versions, the latest first' },
      schema: z.strictObject({
        policies: listOf(
          z.strictObject({
            programme: z.string(),
            title: z.string(),
            versions: listOf(
              z.strictObject({
                version: z.string(),
                standing: standingSchema,
                from: z.iso.date().exactOptional(),
                effectiveFrom: z.iso.date(),
                effectiveTo: z.iso.date().exactOptional(),
              }),
            ),
          }),
        ),
      }),
      example: {
        policies: [
          {
            programme: 'rural-reward',
            title: '农村部分计划生育家庭奖励扶助',
            versions: [
              { version: '2009-1', standing: 'unpublished', effectiveFrom: '2009-01-01' },
              {
                version: '2008-1',
                standing: 'in-force',
                from: '2008-01-01',
                effectiveFrom: '2008-01-01',
              },
            ],
          },
        ],
      },
    },
  },
  problems: [],
});

const saidSchema = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean()]),
  source: z.string().exactOptional(),
});

export const comparePolicyVersions = routeContract({
  id: 'compare-policy-versions',
  summary: { 'zh-CN': '两个版本逐项对照', en: 'Two versions of a programme’s rules, place by place' },
  tag: 'policies',
  params: z.strictObject({ programme: pathIdSchema }),
  query: z.strictObject({ before: pathIdSchema, after: pathIdSchema }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '对照', en: 'Side by side' },
      schema: z.strictObject({
        programme: z.string(),
        places: listOf(
          z.strictObject({
            path: listOf(z.string()),
            change: z.enum(['same', 'changed', 'added', 'removed']),
            before: saidSchema.exactOptional(),
            after: saidSchema.exactOptional(),
          }),
        ),
      }),
      example: {
        programme: 'rural-reward',
        places: [
          {
            path: ['amount', 'cases', 'standard', 'rates', '2009-01-01', 'fen'],
            change: 'changed',
            before: { value: 72000, source: '2009年至2011年每年720元' },
            after: { value: 84000, source: '示例值，由本区自行确定' },
          },
        ],
      },
    },
  },
  problems: ['not-found'],
});

const refusedEffectSchema = z.enum(['begins', 'same', 'unknown']);
const effectSchema = z.enum(['gains', 'loses', 'begins', 'ends', 'same', 'unknown']);
const versionParams = z.strictObject({ programme: pathIdSchema, version: pathIdSchema });

export const previewPolicy = routeContract({
  id: 'preview-policy',
  summary: {
    'zh-CN': '试算：某版本自某日起施行，哪些人增减、一年多花多少',
    en: 'What a version would do from a day on: who gains and loses, and the year’s cost',
  },
  tag: 'policies',
  params: versionParams,
  query: z.strictObject({ from: calendarDateSchema, cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: {
        'zh-CN': '一页试算；合计到本页为止',
        en: 'A page; the totals are of it and the pages before',
      },
      schema: z.strictObject({
        periods: listOf(z.string()),
        totals: z.strictObject({
          effects: z.record(effectSchema, z.int()),
          before: moneySchema,
          after: moneySchema,
          refused: z
            .strictObject({ effects: z.record(refusedEffectSchema, z.int()), after: moneySchema })
            .meta({ description: 'who was refused; `after`: what those it would entitle would be paid' }),
        }),
        refused: listOf(
          z.strictObject({
            claimId: z.string(),
            effect: refusedEffectSchema,
            after: moneySchema,
            codes: listOf(z.string()),
          }),
        ).meta({ description: 'who was refused and would be entitled, or of whom it is not known' }),
        awards: listOf(
          z.strictObject({
            awardId: z.string(),
            effect: effectSchema,
            before: moneySchema,
            after: moneySchema,
            codes: listOf(z.string()),
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        periods: ['2009-H1', '2009-H2'],
        totals: {
          effects: { gains: 1, loses: 0, begins: 0, ends: 0, same: 0, unknown: 0 },
          before: { fen: 72000, currency: 'CNY' },
          after: { fen: 84000, currency: 'CNY' },
          refused: {
            effects: { begins: 1, same: 4, unknown: 0 },
            after: { fen: 84000, currency: 'CNY' },
          },
        },
        refused: [
          {
            claimId: 'claim-7q8w3e6r5t1y0u4f5m1x9a0d2k',
            effect: 'begins',
            after: { fen: 84000, currency: 'CNY' },
            codes: [],
          },
        ],
        awards: [
          {
            awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            effect: 'gains',
            before: { fen: 72000, currency: 'CNY' },
            after: { fen: 84000, currency: 'CNY' },
            codes: [],
          },
        ],
      },
    },
  },
  problems: ['not-found'],
});

const publicationExample = { from: '2009-01-01', document: '通政发〔2008〕90号' } as const;
const idExample = 'publication-4f5m1x9a0d2k7q8w3e6r5t1y0u';
const answerSchema = z.strictObject({ publicationId: z.string(), status: z.enum(proposalStates) });

export const proposePublication = routeContract({
  id: 'propose-publication',
  summary: {
    'zh-CN': '提出自某日起施行某版本（须由另一人批准）',
    en: 'Propose that a version holds from a day on; another person approves it',
  },
  tag: 'policies',
  params: versionParams,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      from: calendarDateSchema.meta({ description: 'a day to come, and the first of a period' }),
      document: documentSchema.meta({ description: 'number of the paper that says so' }),
    }),
    { limitBytes: 4 * 1024, example: publicationExample },
  ),
  answers: {
    202: {
      text: { 'zh-CN': '待批准', en: 'Waits for another person’s approval' },
      schema: answerSchema,
      example: { publicationId: idExample, status: 'proposed' },
    },
  },
  problems: ['not-found'],
});

export const decidePublication = routeContract({
  id: 'decide-publication',
  summary: {
    'zh-CN': '批准或退回一项施行（提出者本人不得批准）',
    en: 'Approve or refuse a publication; not by who proposed it',
  },
  tag: 'policies',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: decisionBody,
  answers: {
    200: {
      text: { 'zh-CN': '已记录', en: 'Recorded' },
      schema: answerSchema,
      example: { publicationId: idExample, status: 'approved' },
    },
  },
  problems: ['not-found', 'wrong-state', 'same-person', 'changed-since', 'publication-too-late'],
});

export const listPublications = routeContract({
  id: 'list-publications',
  summary: { 'zh-CN': '施行记录，新的在前', en: 'Publications of all programmes, newest first' },
  tag: 'policies',
  params: noMembers,
  query: proposalsQuery,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '施行记录', en: 'Publications' },
      schema: z.strictObject({
        publications: listOf(
          z.strictObject({
            publicationId: z.string(),
            status: z.enum(proposalStates),
            programme: z.string(),
            version: z.string(),
            policyHash: z.string(),
            from: z.iso.date(),
            document: z.string(),
            ...decisionMembers,
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        publications: [
          {
            publicationId: idExample,
            status: 'proposed',
            programme: 'rural-reward',
            version: '2009-1',
            policyHash: 'a3f1…',
            ...publicationExample,
            proposedBy: 'user-policy.officer',
            proposedAt: '2008-11-20T01:02:03.000Z',
          },
        ],
      },
    },
  },
  problems: [],
});
