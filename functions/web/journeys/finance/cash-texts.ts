import type { Texts } from '../../../contracts/language.ts';

export const cashTexts = {
  title: { 'zh-CN': '现金核对', en: 'Cash proof' },
  hint: {
    'zh-CN': '逐日比对银行对账单与总账：期初加收、减付，应等于期末。',
    en: 'Each day of the bank’s statements against the ledger: opening, plus receipts, less payments, is the closing.',
  },
  month: { 'zh-CN': '月份', en: 'Month' },
  bankAccount: { 'zh-CN': '银行账户', en: 'Bank account' },
  ledger: { 'zh-CN': '最后一份对账单当日的账面余额', en: 'In the ledger at the last statement’s end' },
  bank: { 'zh-CN': '最后一份对账单的期末余额', en: 'The last statement closes with' },
  noStatement: { 'zh-CN': '尚无对账单', en: 'There is no statement yet' },
  since: { 'zh-CN': '此后入账', en: 'Booked since' },
  inAndOut: {
    'zh-CN': '收入 ¥{receipts}，支出 ¥{payments}',
    en: '¥{receipts} came in, ¥{payments} went out',
  },
  noDays: { 'zh-CN': '这个月没有对账单。', en: 'No statement of this month.' },
  days: { 'zh-CN': '{account} 的每一天', en: 'The days of {account}' },
  day: { 'zh-CN': '日期', en: 'Day' },
  opening: { 'zh-CN': '期初', en: 'Opening' },
  receipts: { 'zh-CN': '账面收入', en: 'Booked in' },
  payments: { 'zh-CN': '账面支出', en: 'Booked out' },
  closing: { 'zh-CN': '期末', en: 'Closing' },
  difference: { 'zh-CN': '差额', en: 'Difference' },
  proven: { 'zh-CN': '相符', en: 'Agrees' },
  exceptions: { 'zh-CN': '未结差异', en: 'Open exceptions' },
} satisfies Record<string, Texts>;
