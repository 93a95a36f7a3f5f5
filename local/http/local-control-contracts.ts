import { noticeNameSchema, noticeWords } from '../../functions/contracts/notices.ts';
import * as z from 'zod';
import { calendarDateSchema } from '../../functions/contracts/calendar-date.ts';
import { jsonBody, noBody, noMembers, routeContract } from '../../functions/contracts/http/route-contract.ts';
import { bankFaultsSchema } from '../bank/bank-faults.ts';

/** What every local control has in common (contract.md, "Local controls"). */
const control = {
  tag: 'local',
  params: noMembers,
  query: noMembers,
  problems: ['misdirected-request', 'foreign-origin'],
} as const;

const todaySchema = z.strictObject({ today: calendarDateSchema });

export const moveClock = routeContract({
  ...control,
  id: 'move-clock',
  summary: { 'zh-CN': '调整业务日期', en: 'Move the business date' },
  body: jsonBody(todaySchema, { example: { today: '2008-05-20' }, limitBytes: 1024 }),
  answers: {
    200: {
      text: { 'zh-CN': '已调整，到期的定时事项均已触发', en: 'Moved, and every timer passed has fired' },
      schema: todaySchema,
      example: { today: '2008-05-20' },
    },
  },
});

const noBankFaults = {
  seed: 1,
  timeoutPaid: 0,
  timeoutUnpaid: 0,
  lose: 0,
  duplicate: 0,
  return: 0,
  wrongAmount: 0,
  reject: 0,
  reorder: 0,
  foreign: 0,
};

export const setBankFaults = routeContract({
  ...control,
  id: 'set-bank-faults',
  summary: {
    'zh-CN': '设定模拟银行出错的比例',
    en: 'Set the shares of payments the bank simulator mistreats',
  },
  body: jsonBody(bankFaultsSchema, { example: { ...noBankFaults, return: 0.01 }, limitBytes: 1024 }),
  answers: {
    200: {
      text: { 'zh-CN': '当前设定', en: 'What holds now' },
      schema: bankFaultsSchema,
      example: { ...noBankFaults, return: 0.01 },
    },
  },
});

export const endBankDay = routeContract({
  ...control,
  id: 'end-bank-day',
  summary: { 'zh-CN': '模拟银行日终，送达对账单', en: 'End the bank’s day: its camt.053 is delivered' },
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '已送达的报文', en: 'The messages delivered' },
      schema: z.strictObject({ delivered: z.array(z.string()) }),
      example: { delivered: ['camt.053-2008-05-20'] },
    },
  },
});

export const readBankTruth = routeContract({
  ...control,
  id: 'read-bank-truth',
  summary: { 'zh-CN': '模拟银行的实际账目', en: 'What the bank simulator really did' },
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '逐笔实际结果', en: 'Every payment as it really went' },
      schema: z.array(
        z.strictObject({
          endToEndId: z.string(),
          fen: z.int(),
          status: z.string(),
          times: z.int().min(0).meta({ description: 'how often it was really paid' }),
        }),
      ),
      example: [{ endToEndId: 'HM0123456789ABCDEF', fen: 30000, status: 'settled', times: 1 }],
    },
  },
});

const registerFaultSchema = z.strictObject({
  register: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  mode: z.enum(['ok', 'down', 'slow', 'garbage', 'stale']),
});

export type RegisterFault = z.infer<typeof registerFaultSchema>;

export const setRegisterFaults = routeContract({
  ...control,
  id: 'set-register-faults',
  summary: { 'zh-CN': '设定某一登记系统的故障', en: 'Make a register misbehave' },
  body: jsonBody(registerFaultSchema, {
    example: { register: 'civil-affairs', mode: 'down' },
    limitBytes: 1024,
  }),
  answers: {
    200: {
      text: { 'zh-CN': '当前设定', en: 'What holds now' },
      schema: registerFaultSchema,
      example: { register: 'civil-affairs', mode: 'down' },
    },
  },
});

const noticeSchema = z.strictObject({
  at: z.iso.datetime(),
  subjectKind: z.string(),
  subjectId: z.string(),
  text: noticeNameSchema,
  parameters: z.record(z.string(), z.string()),
  words: z.strictObject({ 'zh-CN': z.string(), en: z.string() }).meta({ description: 'as it would be sent' }),
});

export type Notice = z.infer<typeof noticeSchema>;

export const readOutbox = routeContract({
  ...control,
  id: 'read-outbox',
  summary: { 'zh-CN': '本应发出的通知', en: 'The notices that would have been sent' },
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '通知，先后为序', en: 'The notices, oldest first' },
      schema: z.array(noticeSchema),
      example: [
        {
          at: '2008-05-20T01:00:00.000Z',
          subjectKind: 'claim',
          subjectId: 'claim-0',
          text: 'appeal-lodged',
          parameters: { reference: 'HM0000000000' },
          words: {
            'zh-CN': noticeWords('appeal-lodged', 'zh-CN', { reference: 'HM0000000000' }),
            en: noticeWords('appeal-lodged', 'en', { reference: 'HM0000000000' }),
          },
        },
      ],
    },
  },
});
