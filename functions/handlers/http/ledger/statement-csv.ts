import type { AccountEntry } from '../../../app/ledger/account-statement.ts';
import { ledgerEventName } from '../../../contracts/ledger-event-texts.ts';
import type { Language, Texts } from '../../../contracts/language.ts';
import { formatYuan } from '../../../domain/money/fen.ts';
import { csvText } from '../edge/csv.ts';

type Cell = (entry: AccountEntry, language: Language) => string;

const columns: readonly (readonly [Texts, Cell])[] = [
  [{ 'zh-CN': '日期', en: 'date' }, ({ date }) => date],
  [{ 'zh-CN': '凭证号', en: 'voucher' }, ({ voucher }) => voucher],
  [{ 'zh-CN': '事项', en: 'event' }, ({ event }, language) => ledgerEventName(event, language)],
  [{ 'zh-CN': '项目', en: 'programme' }, ({ programme }) => programme],
  [{ 'zh-CN': '年度', en: 'year' }, ({ year }) => String(year)],
  [{ 'zh-CN': '资金来源', en: 'share' }, ({ share }) => share],
  [{ 'zh-CN': '对方科目', en: 'against' }, ({ side, debit, credit }) => (side === 'debit' ? credit : debit)],
  [
    { 'zh-CN': '借方（元）', en: 'debit (yuan)' },
    ({ side, amountFen }) => (side === 'debit' ? formatYuan(amountFen) : ''),
  ],
  [
    { 'zh-CN': '贷方（元）', en: 'credit (yuan)' },
    ({ side, amountFen }) => (side === 'credit' ? formatYuan(amountFen) : ''),
  ],
  [{ 'zh-CN': '余额（元）', en: 'balance (yuan)' }, ({ balanceFen }) => formatYuan(balanceFen)],
];

/** An account's entries as a sheet: amounts in yuan. */
export function statementCsv(entries: readonly AccountEntry[], language: Language): string {
  return csvText([
    columns.map(([heading]) => heading[language]),
    ...entries.map((entry) => columns.map(([, cell]) => cell(entry, language))),
  ]);
}
