import type { Texts } from '../../../contracts/language.ts';

export const depositTexts = {
  title: { 'zh-CN': '到账资金', en: 'Deposits of funds' },
  fund: { 'zh-CN': '资金', en: 'Fund' },
  change: { 'zh-CN': '收付', en: 'In or out' },
  receipt: { 'zh-CN': '到账', en: 'Came in' },
  reversal: { 'zh-CN': '退还', en: 'Went back' },
  amount: { 'zh-CN': '金额（元）', en: 'Amount in yuan' },
  receivedOn: { 'zh-CN': '银行入账日期', en: 'The bank’s day' },
  newDeposit: { 'zh-CN': '登记到账资金', en: 'Record a deposit' },
  noFund: {
    'zh-CN': '该项目这一年没有这项资金来源',
    en: 'The programme has no such share in that year',
  },
} satisfies Record<string, Texts>;
