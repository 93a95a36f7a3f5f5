import type { BudgetLine, BudgetReport } from '../../../app/ledger/budget-report.ts';
import type { Language, Texts } from '../../../contracts/language.ts';
import { formatYuan } from '../../../domain/money/fen.ts';
import { csvText } from '../edge/csv.ts';

type Figure = keyof BudgetReport['totals'];

const named: readonly (readonly ['year' | 'programme' | 'share', Texts])[] = [
  ['year', { 'zh-CN': '年度', en: 'year' }],
  ['programme', { 'zh-CN': '项目', en: 'programme' }],
  ['share', { 'zh-CN': '资金来源', en: 'share' }],
];

const figures: readonly (readonly [Figure, Texts])[] = [
  ['appropriatedFen', { 'zh-CN': '预算安排（元）', en: 'appropriated (yuan)' }],
  ['committedFen', { 'zh-CN': '已审批（元）', en: 'committed (yuan)' }],
  ['obligatedFen', { 'zh-CN': '待支付（元）', en: 'obligated (yuan)' }],
  ['spentFen', { 'zh-CN': '已支付（元）', en: 'paid (yuan)' }],
  ['availableFen', { 'zh-CN': '可用（元）', en: 'available (yuan)' }],
  ['cashFen', { 'zh-CN': '账户资金（元）', en: 'cash (yuan)' }],
  ['payableFen', { 'zh-CN': '应付（元）', en: 'payable (yuan)' }],
  ['inTransitFen', { 'zh-CN': '在途（元）', en: 'in transit (yuan)' }],
  ['returnedFen', { 'zh-CN': '退回（元）', en: 'returned (yuan)' }],
  ['fundBalanceFen', { 'zh-CN': '资金结余（元）', en: 'fund balance (yuan)' }],
];

/** The report as a sheet: amounts in yuan, the totals last. */
export function budgetCsv({ lines, totals }: BudgetReport, language: Language): string {
  const row = (of: BudgetReport['totals']): string[] => figures.map(([figure]) => formatYuan(of[figure]));
  const names = (line: BudgetLine): string[] => named.map(([name]) => String(line[name]));
  return csvText([
    [...named, ...figures].map(([, texts]) => texts[language]),
    ...lines.map((line) => [...names(line), ...row(line)]),
    [language === 'en' ? 'total' : '合计', '', '', ...row(totals)],
  ]);
}
