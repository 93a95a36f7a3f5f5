import * as z from 'zod';
import { calendarDateSchema } from '../calendar-date.ts';
import { listOf } from './page.ts';
import { jsonBody, noMembers, routeContract } from './route-contract.ts';

const householdTypeSchema = z.enum(['rural', 'urban']);
const resultSchema = z.enum(['met', 'failed', 'unknown']);

export const foreseeEntitlement = routeContract({
  id: 'foresee-entitlement',
  summary: {
    'zh-CN': '大致看看可以申请哪些项目，不问姓名，不保存',
    en: 'Which programmes to claim, by a few answers without a name; keeps nothing',
  },
  tag: 'programmes',
  params: noMembers,
  query: noMembers,
  body: jsonBody(
    z.strictObject({
      birthDate: calendarDateSchema,
      sex: z.enum(['female', 'male']),
      householdType: householdTypeSchema,
      spouse: z
        .strictObject({ birthDate: calendarDateSchema, householdType: householdTypeSchema })
        .exactOptional()
        .meta({ description: 'a living husband or wife' }),
      daughters: z.int().min(0).max(20).meta({ description: 'living' }),
      sons: z.int().min(0).max(20).meta({ description: 'living' }),
      lossOrDisability: z.boolean().meta({
        description: 'a child has died or has a disability: which, and how, is not asked',
      }),
      certificateHeld: z.boolean().exactOptional().meta({ description: 'left out where they do not know' }),
      retirement: z
        .strictObject({
          retiredOn: calendarDateSchema,
          extraFivePercent: z
            .boolean()
            .exactOptional()
            .meta({ description: 'left out where they do not know' }),
        })
        .exactOptional()
        .meta({ description: 'from an enterprise, with its pension' }),
    }),
    {
      limitBytes: 2048,
      example: {
        birthDate: '1947-03-12',
        sex: 'female',
        householdType: 'rural',
        spouse: { birthDate: '1944-08-01', householdType: 'rural' },
        daughters: 1,
        sons: 0,
        lossOrDisability: false,
      },
    },
  ),
  answers: {
    200: {
      text: { 'zh-CN': '各项目的大致结果', en: 'How each programme looks' },
      schema: z.strictObject({
        programmes: listOf(
          z.strictObject({
            programme: z.string(),
            outcome: resultSchema.meta({
              description: 'unknown: nothing speaks against it, and something is for a register to say',
            }),
            conditions: listOf(z.strictObject({ code: z.string(), text: z.string(), result: resultSchema })),
            claimFrom: calendarDateSchema
              .exactOptional()
              .meta({ description: 'where time alone is missing' }),
          }),
        ),
      }),
      example: {
        programmes: [
          {
            programme: 'rural-reward',
            outcome: 'unknown',
            conditions: [
              { code: 'household-type', text: '您本人是农业户口。', result: 'met' },
              { code: 'not-attested', text: '乡镇（街道）已确认您的家庭符合条件。', result: 'unknown' },
            ],
          },
        ],
      },
    },
  },
  problems: [],
});
