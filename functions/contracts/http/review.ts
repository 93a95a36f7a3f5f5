import * as z from 'zod';
import { claimStates } from '../../domain/claims/claim-lifecycle.ts';
import { evidenceMediaTypes } from '../../domain/claims/evidence-file.ts';
import { appealOutcomes, appealStates } from '../../domain/review/appeal-lifecycle.ts';
import { isAreaCode } from '../../domain/review/area.ts';
import { taskStages } from '../../domain/review/chain.ts';
import { objectionEvents, objectionStates } from '../../domain/review/objection-lifecycle.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { claimContentSchema } from '../claims/claim.ts';
import { failsAs } from '../problem.ts';
import { taskOrders } from '../store/task-cursor.ts';
import { changedClaimSchema, judgedConditionSchema } from './claims.ts';
import { decisionRecordSchema } from './decision-record.ts';
import { freeTextSchema } from './free-text.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const recorded = { 'zh-CN': '已记录', en: 'Recorded' };

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

const hashExample = '3f'.repeat(32);

const taskSchema = z.strictObject({
  taskId: z.string(),
  claimId: z.string(),
  reference: z.string(),
  stage: z.enum(taskStages),
  programme: z.string(),
  areaCode: z.string(),
  since: z.string(),
  dueOn: z.iso.date().exactOptional(),
  escalation: z.int(),
  payloadHash: hashSchema,
  deputyFor: z.string().exactOptional().meta({
    description: 'the absent reviewer in whose place the caller may decide it, where it is not their own',
  }),
  summary: z.strictObject({
    period: z.string(),
    outcome: z.enum(['met', 'failed', 'unknown']),
    amountFen: z.int(),
    failing: listOf(z.string()),
    unknown: listOf(z.string()),
    hearingUntil: z.iso.date().exactOptional(),
  }),
});

export const listTasks = routeContract({
  id: 'list-tasks',
  summary: {
    'zh-CN': '本岗位、本地区待办的审核任务',
    en: 'Open review tasks of the caller’s stages and areas',
  },
  tag: 'review',
  params: noMembers,
  query: z.strictObject({
    stage: z
      .enum(taskStages)
      .exactOptional()
      .meta({ description: 'all stages of the caller’s when left out' }),
    area: z
      .string()
      .refine(isAreaCode, failsAs('unknown-area'))
      .exactOptional()
      .meta({ description: 'a division code; all areas of the caller’s when left out' }),
    sort: z.enum(taskOrders).exactOptional().meta({
      description:
        'due: what is due first; age: what has waited longest. When left out, one stage after another, by area and due date',
    }),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '任务', en: 'Tasks' },
      schema: z.strictObject({
        tasks: listOf(taskSchema),
        own: z
          .strictObject({ stages: listOf(z.enum(taskStages)), areas: listOf(z.string()) })
          .meta({ description: 'the stages and areas whose tasks are the caller’s' }),
        count: z
          .strictObject({ open: z.int(), late: z.int() })
          .exactOptional()
          .meta({ description: 'of all pages, and how many of them passed their first date; where sorted' }),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        tasks: [
          {
            taskId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u.3',
            claimId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            reference: 'HM7K2M9QXD4T',
            stage: 'village',
            programme: 'rural-reward',
            areaCode: '320602100',
            since: '2008-05-20T01:02:04.000Z',
            dueOn: '2008-06-18',
            escalation: 0,
            payloadHash: hashExample,
            summary: { period: '2008-H1', outcome: 'met', amountFen: 30000, failing: [], unknown: [] },
          },
        ],
        own: { stages: ['village'], areas: ['320602'] },
        count: { open: 1, late: 0 },
      },
    },
  },
  problems: [],
});

const taskParams = { taskId: pathIdSchema };

export const readTask = routeContract({
  id: 'read-task',
  summary: {
    'zh-CN': '打开一项审核任务：申请内容、登记核对结果、规则认定',
    en: 'Open a review task: the claim, what the registers said, what the rules made of it',
  },
  tag: 'review',
  params: z.strictObject(taskParams),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '任务', en: 'The task' },
      schema: z.strictObject({
        task: taskSchema,
        content: claimContentSchema,
        record: decisionRecordSchema,
        conditions: listOf(judgedConditionSchema),
        evidenceIds: listOf(z.string()),
        relatedClaims: listOf(
          z.strictObject({
            reference: z.string(),
            programme: z.string(),
            period: z.string(),
            status: z.enum(claimStates),
            submittedOn: z.iso.date(),
            whose: z.enum(['self', 'spouse']),
            possibleDuplicate: z.boolean().meta({
              description: 'of the same programme and period, and neither given up nor refused',
            }),
          }),
        ).meta({
          description: 'other claims of the claimant and their spouse in the caller’s area, newest first',
        }),
      }),
    },
  },
  problems: ['not-found', 'changed-since', 'wrong-stage'],
});

export const listTaskEvidence = routeContract({
  id: 'list-task-evidence',
  summary: {
    'zh-CN': '一项审核任务的申请人补充材料',
    en: 'The papers that were sent for a review task’s claim',
  },
  tag: 'review',
  params: z.strictObject(taskParams),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '材料，按提交顺序', en: 'The papers, in the order they were handed in' },
      schema: z.strictObject({
        evidence: listOf(
          z.strictObject({
            evidenceId: z.string(),
            sentAt: z.string(),
            file: z
              .strictObject({ mediaType: z.enum(evidenceMediaTypes), sizeBytes: z.int() })
              .exactOptional()
              .meta({ description: 'absent where the file is no longer kept' }),
          }),
        ),
      }),
      example: {
        evidence: [
          {
            evidenceId: 'upload-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            sentAt: '2008-05-20T01:02:04.000Z',
            file: { mediaType: 'image/jpeg', sizeBytes: 1_204_881 },
          },
        ],
      },
    },
  },
  problems: ['not-found', 'changed-since', 'wrong-stage'],
});

export const readTaskEvidence = routeContract({
  id: 'read-task-evidence',
  summary: { 'zh-CN': '打开一份补充材料', en: 'Open one of the papers' },
  tag: 'review',
  params: z.strictObject({ ...taskParams, evidenceId: pathIdSchema }),
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '文件原样', en: 'The file as it was sent' },
      mediaTypes: evidenceMediaTypes,
    },
    303: {
      text: {
        'zh-CN': '文件超过 4 MB：一分钟内从 Location 下载，无须令牌',
        en: 'A file of more than 4 MB: to be fetched from Location within a minute, without a token',
      },
    },
  },
  problems: ['not-found', 'changed-since', 'wrong-stage', 'own-family'],
});

const findingSchema = z.strictObject({
  code: z.string().min(1).max(60),
  result: z.enum(['met', 'failed']),
  basis: freeTextSchema(2000),
  evidenceIds: z.array(z.string().min(1).max(100)).max(50).default([]),
  from: calendarDateSchema.exactOptional().meta({
    description: 'the day from which it is so; for the whole period when left out',
  }),
});

export const decideTask = routeContract({
  id: 'decide-task',
  summary: { 'zh-CN': '对一项审核任务作出决定', en: 'Decide a review task' },
  tag: 'review',
  params: z.strictObject(taskParams),
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      outcome: z.enum(['approve', 'return', 'reject']),
      reason: freeTextSchema(2000),
      payloadHash: hashSchema,
      findings: z.array(findingSchema).max(50).exactOptional(),
      conflictDeclared: z.boolean().exactOptional(),
    }),
    { example: { outcome: 'approve', reason: '材料齐全，情况属实', payloadHash: hashExample } },
  ),
  answers: {
    200: {
      text: recorded,
      schema: changedClaimSchema,
      example: { claimId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u', status: 'review' },
    },
  },
  problems: [
    'not-found',
    'wrong-stage',
    'wrong-state',
    'changed-since',
    'took-part',
    'own-family',
    'absent-barred',
    'hearing-open',
    'rules-not-met',
    'duplicate-claim',
  ],
});

export const decideObjection = routeContract({
  id: 'decide-objection',
  summary: { 'zh-CN': '受理或决定一项公示异议', en: 'Sort or decide an objection to a posting' },
  tag: 'review',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: jsonBody(z.strictObject({ outcome: z.enum(objectionEvents), reason: freeTextSchema(2000) }), {
    example: { outcome: 'dismiss', reason: '所述不属实，已核对户籍登记' },
  }),
  answers: {
    200: {
      text: recorded,
      schema: z.strictObject({ objectionId: z.string(), status: z.enum(objectionStates) }),
      example: { objectionId: 'objection-4f5m1x9a0d2k7q8w3e6r5t1y0u', status: 'dismissed' },
    },
  },
  problems: ['not-found', 'wrong-state', 'took-part', 'own-family', 'changed-since'],
});

export const decideAppeal = routeContract({
  id: 'decide-appeal',
  summary: { 'zh-CN': '接办或决定一项申诉', en: 'Take on or decide an appeal' },
  tag: 'review',
  params: z.strictObject({ id: pathIdSchema }),
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      outcome: z.enum(appealOutcomes),
      reason: freeTextSchema(2000),
    }),
    { example: { outcome: 'remit', reason: '原核对所依据的登记已经更正' } },
  ),
  answers: {
    200: {
      text: recorded,
      schema: z.strictObject({ appealId: z.string(), status: z.enum(appealStates) }),
      example: { appealId: 'appeal-4f5m1x9a0d2k7q8w3e6r5t1y0u-9', status: 'remitted' },
    },
  },
  problems: [
    'not-found',
    'wrong-state',
    'took-part',
    'own-family',
    'rules-not-met',
    'duplicate-claim',
    'changed-since',
  ],
});
