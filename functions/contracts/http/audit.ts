import * as z from 'zod';
import { calendarDateSchema } from '../calendar-date.ts';
import { type CheckCode, failsAs } from '../problem.ts';
import { cursorSchema, listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

export const verifyAudit = routeContract({
  id: 'verify-audit',
  summary: {
    'zh-CN': '核验全部审计链、封印和锚定：改动、缺失、乱序和截尾都会发现',
    en: 'Check every audit chain, seal and anchor: an altered, missing or reordered entry and a cut tail are found',
  },
  tag: 'audit',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '核验结果', en: 'What was found' },
      schema: z.strictObject({
        verified: z.boolean(),
        subjects: z.int(),
        entries: z.int(),
        seals: z.int(),
        unsealed: z.int().meta({ description: 'entries that wait for the next seal' }),
        faults: listOf(
          z.strictObject({
            subject: z.string().meta({ description: 'whose chain; the seals are one too' }),
            kind: z.enum([
              // Of a chain.
              'altered',
              'gap',
              'broken-link',
              'cut-tail',
              'other-subject',
              'other-state',
              'illegal-step',
              // Of an entry in the light of the seals.
              'sealed-missing',
              'sealed-altered',
              'not-in-seal',
              'unlisted',
              // Of a seal.
              'wrong-root',
              'no-anchor',
              'other-anchor',
              'lost-seal',
            ]),
            seq: z.int().meta({ description: 'which link of the chain, from 1' }),
          }),
        ).meta({ description: 'at most a hundred' }),
      }),
      example: { verified: true, subjects: 12, entries: 61, seals: 3, unsealed: 4, faults: [] },
    },
  },
  problems: [],
});

const entrySchema = z.strictObject({
  subjectKind: z.string(),
  subjectId: z.string(),
  at: z.string(),
  actor: z.strictObject({ kind: z.enum(['staff', 'applicant', 'system', 'public']), id: z.string() }),
  event: z.string(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
  detail: z.looseObject({}).readonly().exactOptional(),
  seq: z.int(),
  previousHash: z.string(),
  hash: z.string(),
  seal: z.int().exactOptional().meta({ description: 'the seal that covers it, once one does' }),
});

export const listAuditEntries = routeContract({
  id: 'list-audit-entries',
  summary: {
    'zh-CN': '一个对象的审计记录，或某一天（UTC）的全部记录',
    en: 'One subject’s audit entries, or all of one day (UTC)',
  },
  tag: 'audit',
  params: noMembers,
  query: z
    .strictObject({
      kind: z
        .string()
        .regex(/^[a-z][a-z-]{1,30}$/)
        .exactOptional()
        .meta({ description: 'with id: one subject’s chain', examples: ['claim', 'award', 'run'] }),
      id: z.string().min(1).max(200).exactOptional(),
      on: calendarDateSchema.exactOptional().meta({ description: 'today when left out' }),
      cursor: cursorSchema.exactOptional(),
    })
    .superRefine(({ kind, id, on }, context) => {
      const report = (path: string, { error }: { readonly error: CheckCode }): void =>
        context.addIssue({ code: 'custom', path: [path], message: error });
      if (kind === undefined && id !== undefined) report('kind', failsAs('missing'));
      if (kind !== undefined && id === undefined) report('id', failsAs('missing'));
      if (kind !== undefined && on !== undefined) report('on', failsAs('not-asked-for'));
    }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '审计记录', en: 'Audit entries' },
      schema: z.strictObject({ entries: listOf(entrySchema), cursor: cursorSchema.exactOptional() }),
      example: {
        entries: [
          {
            subjectKind: 'claim',
            subjectId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            at: '2008-05-20T01:02:03.000Z',
            actor: { kind: 'public', id: 'public' },
            event: 'submitted',
            to: 'submitted',
            detail: { channel: 'public' },
            seq: 1,
            previousHash: '0'.repeat(64),
            hash: '3f'.repeat(32),
            seal: 3,
          },
        ],
      },
    },
  },
  problems: [],
});

export const exportAudit = routeContract({
  id: 'export-audit',
  summary: {
    'zh-CN': '导出已封印并锚定的审计记录，逐行 JSON，可离线核验；分段下载，下一段见 Link 头',
    en: 'The sealed and anchored audit as lines of JSON, to be verified offline; in parts, the next one in the Link header',
  },
  tag: 'audit',
  params: noMembers,
  query: z.strictObject({
    from: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number)
      .exactOptional()
      .meta({ description: 'the seal to begin with; the first when left out', examples: ['1'] }),
  }),
  body: noBody,
  answers: {
    200: {
      text: {
        'zh-CN': '若干个封印：每个封印之前是它所覆盖的记录，之后是它的锚；最后一段以 end 行结束',
        en: 'A number of seals, each after the entries it covers and before its anchor; the last part ends with a line "end"',
      },
      mediaTypes: ['application/x-ndjson'],
    },
  },
  problems: [],
});
