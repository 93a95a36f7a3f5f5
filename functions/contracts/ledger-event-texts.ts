import type { Language, Texts } from './language.ts';
import type { LedgerEvent } from '../domain/ledger/postings.ts';

const ledgerEventTexts: Readonly<Record<LedgerEvent, Texts>> = {
  appropriation: { 'zh-CN': '下达预算', en: 'Appropriated' },
  'appropriation-reduced': { 'zh-CN': '核减预算', en: 'Appropriation reduced' },
  'funding-received': { 'zh-CN': '资金到账', en: 'Funds came in' },
  'funding-reversed': { 'zh-CN': '资金退回拨款方', en: 'Funds went back' },
  award: { 'zh-CN': '批准待遇', en: 'Awarded' },
  'award-reduced': { 'zh-CN': '核减待遇', en: 'Award reduced' },
  'roll-prepared': { 'zh-CN': '编制发放批次', en: 'Run prepared' },
  'roll-voided': { 'zh-CN': '撤销发放批次', en: 'Run voided' },
  sent: { 'zh-CN': '已发往银行', en: 'Sent to the bank' },
  settled: { 'zh-CN': '银行已付', en: 'Paid by the bank' },
  rejected: { 'zh-CN': '银行拒付', en: 'Refused by the bank' },
  returned: { 'zh-CN': '银行退回', en: 'Returned by the bank' },
  'reissue-sent': { 'zh-CN': '重新发放已发往银行', en: 'Paid again: sent to the bank' },
  'planned-cancelled-same-year': {
    'zh-CN': '取消待发款项（本年）',
    en: 'Planned payment cancelled, same year',
  },
  'returned-cancelled-same-year': {
    'zh-CN': '取消退回款项（本年）',
    en: 'Returned payment cancelled, same year',
  },
  'returned-cancelled-earlier-year': {
    'zh-CN': '取消退回款项（以前年度）',
    en: 'Returned payment cancelled, earlier year',
  },
  'overpayment-found-same-year': { 'zh-CN': '发现多付（本年）', en: 'Overpayment found, same year' },
  'overpayment-found-earlier-year': {
    'zh-CN': '发现多付（以前年度）',
    en: 'Overpayment found, earlier year',
  },
  'recovered-same-year': { 'zh-CN': '收回多付款项（本年）', en: 'Recovered, same year' },
  'recovered-earlier-year': { 'zh-CN': '收回多付款项（以前年度）', en: 'Recovered, earlier year' },
  'recovered-bank-error': { 'zh-CN': '收回银行多付款项', en: 'Recovered after the bank’s error' },
  'offset-paid': { 'zh-CN': '从发放中扣回', en: 'Kept back from a payment' },
  'overpayment-cancelled-same-year': {
    'zh-CN': '撤销多付认定（本年）',
    en: 'Overpayment cancelled, same year',
  },
  'overpayment-cancelled-earlier-year': {
    'zh-CN': '撤销多付认定（以前年度）',
    en: 'Overpayment cancelled, earlier year',
  },
  'written-off-same-year': { 'zh-CN': '核销（本年）', en: 'Written off, same year' },
  'written-off-earlier-year': { 'zh-CN': '核销（以前年度）', en: 'Written off, earlier year' },
  'written-off-bank-error': { 'zh-CN': '核销银行差错', en: 'Written off after the bank’s error' },
  'remitted-to-treasury': { 'zh-CN': '上缴财政', en: 'Remitted to the treasury' },
  'remittance-reversed': { 'zh-CN': '上缴款项退回', en: 'Remittance came back' },
  'bank-overpaid': { 'zh-CN': '银行多付', en: 'The bank paid too much' },
  'bank-refunded': { 'zh-CN': '银行退还', en: 'The bank refunded' },
  'unidentified-credit': { 'zh-CN': '收到来源不明的款项', en: 'Money of unknown origin came in' },
  'identified-as-return': { 'zh-CN': '认定为退回款项', en: 'Identified as a return' },
  'identified-as-refund': { 'zh-CN': '认定为银行退还', en: 'Identified as the bank’s refund' },
  'identified-as-recovery-same-year': {
    'zh-CN': '认定为收回多付款项（本年）',
    en: 'Identified as a recovery, same year',
  },
  'identified-as-recovery-earlier-year': {
    'zh-CN': '认定为收回多付款项（以前年度）',
    en: 'Identified as a recovery, earlier year',
  },
  'identified-as-recovery-bank-error': {
    'zh-CN': '认定为收回银行多付款项',
    en: 'Identified as a recovery after the bank’s error',
  },
  'identified-as-funding': { 'zh-CN': '认定为拨入资金', en: 'Identified as funds' },
  'identified-for-treasury': { 'zh-CN': '认定为应缴财政', en: 'Identified as the treasury’s' },
  'identified-as-fee': { 'zh-CN': '认定为手续费', en: 'Identified as a fee' },
  'identified-as-remittance': { 'zh-CN': '认定为上缴款项', en: 'Identified as a remittance' },
  'credit-rebooked': { 'zh-CN': '贷方更正', en: 'Credit booked anew' },
  'debit-rebooked': { 'zh-CN': '借方更正', en: 'Debit booked anew' },
  'dispute-accepted': { 'zh-CN': '按银行实付金额接受', en: 'Accepted as the bank paid it' },
  'paid-short': { 'zh-CN': '银行少付', en: 'Paid short' },
  'rejected-and-paid': { 'zh-CN': '拒付后又支付', en: 'Refused, and paid all the same' },
  'returned-short': { 'zh-CN': '退回金额不足', en: 'Returned short' },
  'returned-for-correction': { 'zh-CN': '退回待更正', en: 'Returned, to be corrected' },
  'overpaid-to-recover': { 'zh-CN': '多付待收回', en: 'Overpaid, to be recovered' },
  'overpaid-written-off': { 'zh-CN': '多付核销', en: 'Overpaid, written off' },
  'goods-ordered': { 'zh-CN': '订购物资', en: 'Goods ordered' },
  'goods-received': { 'zh-CN': '物资入库', en: 'Goods received' },
  'goods-paid': { 'zh-CN': '支付物资款', en: 'Goods paid' },
  'goods-handed-out': { 'zh-CN': '发放物资', en: 'Goods handed out' },
  fee: { 'zh-CN': '银行手续费', en: 'Bank’s fee' },
  'fee-reversed': { 'zh-CN': '退还手续费', en: 'Fee given back' },
  'year-lapse-commitments': { 'zh-CN': '年末未用批准额失效', en: 'Year’s end: commitments lapse' },
  'year-close-authority': { 'zh-CN': '年末预算结转', en: 'Year’s end: authority closed' },
  'year-close-financing': { 'zh-CN': '年末拨款结转', en: 'Year’s end: financing closed' },
  'year-close-benefits': { 'zh-CN': '年末待遇支出结转', en: 'Year’s end: benefits closed' },
  'year-close-losses': { 'zh-CN': '年末损失结转', en: 'Year’s end: losses closed' },
  'year-close-fees': { 'zh-CN': '年末手续费结转', en: 'Year’s end: fees closed' },
};

const byName: ReadonlyMap<string, Texts> = new Map(Object.entries(ledgerEventTexts));

/** What happened, of an entry of the ledger, in words. */
export function ledgerEventName(event: string, language: Language): string {
  return byName.get(event)?.[language] ?? event;
}
