import type { Texts } from '../../../contracts/language.ts';

export const reportTexts = {
  title: { 'zh-CN': '发放报告', en: 'How payments went' },
  hint: {
    'zh-CN': '最近 {n} 个批次，按笔数。',
    en: 'The latest {n} runs, by number of payments.',
  },
  none: { 'zh-CN': '还没有发往银行的批次。', en: 'No run has gone to the bank yet.' },
  figures: { 'zh-CN': '笔数与金额（元）', en: 'Payments, and amounts in yuan' },
  run: { 'zh-CN': '批次', en: 'Run' },
  payments: { 'zh-CN': '笔数', en: 'Payments' },
  total: { 'zh-CN': '总额', en: 'Total' },
  settled: { 'zh-CN': '已到账', en: 'Settled' },
  outstanding: { 'zh-CN': '尚无结果', en: 'No result yet' },
  cameBack: { 'zh-CN': '退回或拒绝', en: 'Came back or refused' },
  disputed: { 'zh-CN': '金额不符', en: 'Amount differs' },
  year: { 'zh-CN': '预算年度', en: 'Budget year' },
  show: { 'zh-CN': '查看', en: 'Show' },
  asOf: { 'zh-CN': '统计截至 {at}。', en: 'Counted as of {at}.' },
  nothingYet: { 'zh-CN': '该年度暂无数据。', en: 'Nothing of that year yet.' },
  payout: { 'zh-CN': '{year} 年各项目各月发放', en: 'Payout of {year} by programme and month' },
  payoutCovers: {
    'zh-CN': '取自总账：按记账月份从该年度预算支付的款项（含银行手续费），减去退回与追回的款项。',
    en: 'From the ledger: what was spent of the year’s budget by month of posting, the bank’s fees included, less what was returned or recovered.',
  },
  payoutChart: { 'zh-CN': '各月净发放额（元）', en: 'Net payout by month, in yuan' },
  month: { 'zh-CN': '月份', en: 'Month' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  paid: { 'zh-CN': '已支付', en: 'Paid' },
  backAgain: { 'zh-CN': '退回或追回', en: 'Returned or recovered' },
  net: { 'zh-CN': '净额', en: 'Net' },
  returns: { 'zh-CN': '{year} 年退回与拒付的原因', en: 'Why payments of {year} came back' },
  returnsCovers: {
    'zh-CN':
      '由该年度预算支付的全部批次中，银行退回或拒付的款项，按银行给出的原因计。两个批次各退回一次的计两次。',
    en: 'What the bank returned or refused of all runs that the year’s budget pays, by the reason it gave. A payment that came back of two runs counts twice.',
  },
  returnsChart: { 'zh-CN': '各原因笔数', en: 'Payments by reason' },
  reason: { 'zh-CN': '原因', en: 'Reason' },
  noReason: { 'zh-CN': '银行未说明原因', en: 'The bank gave no reason' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  csv: { 'zh-CN': '下载 CSV', en: 'Take it away as CSV' },
} satisfies Record<string, Texts>;
