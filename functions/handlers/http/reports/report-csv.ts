import type { PayoutOfMonth } from '../../../app/reports/payout-report.ts';
import type { Report } from '../../../app/reports/read-report.ts';
import type { Language, Texts } from '../../../contracts/language.ts';
import { formatYuan } from '../../../domain/money/fen.ts';
import { csvText } from '../edge/csv.ts';
import { reasonWordsOf } from '../reason-words.ts';

const programme = { 'zh-CN': '项目', en: 'programme' };

const payoutAmounts = [
  { 'zh-CN': '已支付（元）', en: 'paid (yuan)' },
  { 'zh-CN': '退回或追回（元）', en: 'came back (yuan)' },
  { 'zh-CN': '净额（元）', en: 'net (yuan)' },
] as const satisfies readonly Texts[];

const headings = {
  payout: [{ 'zh-CN': '月份', en: 'month' }, programme, ...payoutAmounts],
  streets: [
    { 'zh-CN': '街道区划', en: 'street' },
    programme,
    { 'zh-CN': '笔数', en: 'payments' },
    ...payoutAmounts,
  ],
  returns: [
    programme,
    { 'zh-CN': '原因代码', en: 'reason code' },
    { 'zh-CN': '原因', en: 'reason' },
    { 'zh-CN': '笔数', en: 'payments' },
    { 'zh-CN': '金额（元）', en: 'amount (yuan)' },
  ],
  queues: [
    { 'zh-CN': '环节', en: 'stage' },
    { 'zh-CN': '待办', en: 'open' },
    { 'zh-CN': '未逾期', en: 'on time' },
    { 'zh-CN': '7 天以内', en: 'up to 7 days' },
    { 'zh-CN': '8 至 30 天', en: '8 to 30 days' },
    { 'zh-CN': '30 天以上', en: 'longer' },
  ],
  scorecard: [
    { 'zh-CN': '时期', en: 'period' },
    { 'zh-CN': '街道区划', en: 'street' },
    { 'zh-CN': '按期办结（%）', en: 'decided on time (%)' },
    { 'zh-CN': '中位工作日', en: 'median working days' },
    { 'zh-CN': '九成以内工作日', en: 'nine in ten within working days' },
    { 'zh-CN': '按期发放（%）', en: 'paid on time (%)' },
    { 'zh-CN': '退回已解决（%）', en: 'returns resolved (%)' },
    { 'zh-CN': '申诉按期决定（%）', en: 'appeals decided in time (%)' },
  ],
  'year-end': [
    { 'zh-CN': '街道区划', en: 'streets' },
    { 'zh-CN': '笔数', en: 'payments' },
    { 'zh-CN': '净额（元）', en: 'net (yuan)' },
    { 'zh-CN': '年中人口', en: 'mid-year residents' },
    { 'zh-CN': '人均（元）', en: 'per head (yuan)' },
    { 'zh-CN': '人口来源', en: 'source of residents' },
  ],
  decided: [
    { 'zh-CN': '环节', en: 'stage' },
    { 'zh-CN': '办理单位区划', en: 'office’s area' },
    { 'zh-CN': '办结', en: 'decided' },
    { 'zh-CN': '按期办结', en: 'on time' },
    { 'zh-CN': '中位工作日', en: 'median working days' },
    { 'zh-CN': '九成以内工作日', en: 'nine in ten within working days' },
  ],
} as const satisfies Record<string, readonly Texts[]>;

/** The report as a sheet: amounts in yuan. */
export function reportCsv(report: Report, language: Language): string {
  return csvText([headings[report.report].map((texts) => texts[language]), ...lines(report, language)]);
}

function lines(report: Report, language: Language): readonly (readonly (string | number)[])[] {
  switch (report.report) {
    case 'payout':
      return report.rows.map((row) => [row.month, row.programme, ...yuanOfPayout(row)]);
    case 'streets':
      return report.rows.map((row) => [
        row.areaCode ?? '',
        row.programme,
        row.payments,
        ...yuanOfPayout(row),
      ]);
    case 'returns':
      return report.rows.map((row) => [
        row.programme,
        row.reason ?? '',
        reasonWordsOf(row.reason, language)?.text ?? '',
        row.count,
        formatYuan(row.fen),
      ]);
    case 'queues':
      return report.rows.map(({ stage, open, onTime, upToWeek, upToMonth, longer }) => [
        stage,
        open,
        onTime,
        upToWeek,
        upToMonth,
        longer,
      ]);
    case 'scorecard':
      return report.rows.map((row) => [
        row.period,
        row.areaCode,
        row.decidedOnTime ?? '',
        row.medianDays ?? '',
        row.ninetiethDays ?? '',
        row.paidOnTime ?? '',
        row.returnsResolved ?? '',
        row.appealsInTime ?? '',
      ]);
    case 'year-end':
      return report.rows.map(({ areaCodes, payments, netFen, residents, perHeadFen }) => [
        areaCodes.join(' '),
        payments,
        formatYuan(netFen),
        residents ?? '',
        perHeadFen === undefined ? '' : formatYuan(perHeadFen),
        residents === undefined ? '' : report.residentsSource[language],
      ]);
    case 'decided':
      return report.rows.map(({ stage, areaCode, decided, onTime, medianDays, ninetiethDays }) => [
        stage,
        areaCode,
        decided,
        onTime,
        medianDays,
        ninetiethDays,
      ]);
  }
}

function yuanOfPayout(row: Pick<PayoutOfMonth, 'paidFen' | 'cameBackFen' | 'netFen'>): readonly string[] {
  return [row.paidFen, row.cameBackFen, row.netFen].map(formatYuan);
}
