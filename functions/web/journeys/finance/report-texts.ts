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
  csv: { 'zh-CN': '下载 CSV', en: 'Take it away as CSV' },
} satisfies Record<string, Texts>;
