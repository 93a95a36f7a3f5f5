import type { Texts } from '../../../contracts/language.ts';
import type { RollChange } from '../../../domain/payments/roll-change.ts';

export const comparisonTexts = {
  title: { 'zh-CN': '与上期相比', en: 'Beside the last period' },
  fromLast: { 'zh-CN': '从上期到本批', en: 'From the last period to this run' },
  first: {
    'zh-CN': '这个项目以前没有发放过，无从比较。',
    en: 'The programme has paid nothing before that this could be compared with.',
  },
  what: { 'zh-CN': '变动', en: 'What' },
  payments: { 'zh-CN': '笔数', en: 'Payments' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  last: { 'zh-CN': '上期 {period}', en: 'Last period, {period}' },
  now: { 'zh-CN': '本批应发', en: 'Due with this run' },
  verdict: {
    'zh-CN': '比上期（{period}）：{payments}，{amount}',
    en: 'Beside {period}: {payments}, {amount}',
  },
  more: { 'zh-CN': '多 {n} 笔', en: '{n} payments more' },
  fewer: { 'zh-CN': '少 {n} 笔', en: '{n} payments fewer' },
  asMuch: { 'zh-CN': '金额相同', en: 'as much money' },
  asMany: { 'zh-CN': '笔数相同', en: 'as many payments' },
  hint: {
    'zh-CN': '同一项目上期已发的人员，逐人比较；由本期其他批次发放的不在其中。编制时的情况。',
    en: 'Person by person with what the programme paid for that period, as it was when the run was built; who is paid by another run of this period is not compared.',
  },
  all: { 'zh-CN': '查看全部变动', en: 'See all who differ' },
  none: { 'zh-CN': '没有这样的变动。', en: 'Nobody differs in this.' },
  listed: { 'zh-CN': '有变动的人员，需要留意的在前', en: 'Who differs, what deserves a look first' },
  payee: { 'zh-CN': '收款人', en: 'Payee' },
  openAward: { 'zh-CN': '查看待遇', en: 'See the award' },
  lastTime: { 'zh-CN': '上期 ¥{amount}', en: '¥{amount} last time' },
  accounts: { 'zh-CN': '收款账户有变动的', en: 'Paid to another account than last time' },
  show: { 'zh-CN': '只看：', en: 'Show only:' },
  every: { 'zh-CN': '全部', en: 'All' },
} satisfies Record<string, Texts>;

export const changeTexts: Readonly<Record<RollChange, Texts>> = {
  account: { 'zh-CN': '账户变动', en: 'Another account' },
  amount: { 'zh-CN': '金额变动', en: 'Another amount' },
  gone: { 'zh-CN': '减少', en: 'Gone' },
  new: { 'zh-CN': '新增', en: 'New' },
};
