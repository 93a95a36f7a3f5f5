import type { Texts } from '../../../contracts/language.ts';
import type { PeriodBlocker } from '../../../domain/ledger/period-blockers.ts';
import type { PeriodState } from '../../../domain/ledger/period-lifecycle.ts';
import type { PeriodDifference } from '../../../domain/reconciliation/period-reconciliation.ts';

export const periodTexts = {
  title: { 'zh-CN': '结账', en: 'Closing the books' },
  hint: {
    'zh-CN': '结账后不再记入该期间，也不能重新打开。一人提出，另一人批准。',
    en: 'Nothing is posted in a closed period, and none is opened again. One proposes, another approves.',
  },
  period: { 'zh-CN': '会计期间', en: 'Period' },
  kind: { 'zh-CN': '种类', en: 'Kind' },
  month: { 'zh-CN': '月', en: 'Month' },
  year: { 'zh-CN': '年', en: 'Year' },
  days: { 'zh-CN': '起止', en: 'Days' },
  status: { 'zh-CN': '状态', en: 'State' },
  proposedBy: { 'zh-CN': '提出人', en: 'Proposed by' },
  decidedBy: { 'zh-CN': '决定人', en: 'Decided by' },
  books: { 'zh-CN': '期末合计', en: 'Both books at its end' },
  debitsAndCredits: {
    'zh-CN': '借方 ¥{debits}，贷方 ¥{credits}',
    en: 'Debits ¥{debits}, credits ¥{credits}',
  },
  ofKind: { 'zh-CN': '{kind}：{sum}', en: '{kind}: {sum}' },
  explanation: { 'zh-CN': '说明', en: 'Explanation' },
  reason: { 'zh-CN': '决定的理由', en: 'Why it was decided so' },
  checks: { 'zh-CN': '结账前的核对', en: 'What is looked at before' },
  blocked: { 'zh-CN': '还不能结账', en: 'It cannot be closed yet' },
  nothingOpen: { 'zh-CN': '期内没有未了事项。', en: 'Nothing is open in it.' },
  exceptions: { 'zh-CN': '未结差异', en: 'Open exceptions' },
  suspense: { 'zh-CN': '挂账（无人认领的款项）', en: 'Suspense: money that nobody has assigned' },
  account: { 'zh-CN': '科目', en: 'Account' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  share: { 'zh-CN': '资金来源', en: 'Share' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  cash: { 'zh-CN': '账面与对账单不符的日子', en: 'Days whose statement is not what was booked' },
  bankAccount: { 'zh-CN': '银行账户', en: 'Bank account' },
  day: { 'zh-CN': '日期', en: 'Day' },
  difference: { 'zh-CN': '差额', en: 'Difference' },
  unreconciled: { 'zh-CN': '三方尚未一致的发放期', en: 'Programmes’ periods that do not agree three ways' },
  lapsing: { 'zh-CN': '随年度失效的已审批资金', en: 'Committed, and lapses with the year' },
  proposeTitle: { 'zh-CN': '提出结账', en: 'Propose the close' },
  explain: { 'zh-CN': '为何可以连同未了事项结账', en: 'Why it may be closed with what is open' },
  explainHint: {
    'zh-CN': '有未了事项时必填；记入审计，不要写姓名或号码',
    en: 'Needed when something is open; kept in the audit: no names, no numbers of people',
  },
  propose: { 'zh-CN': '提出结账', en: 'Propose to close it' },
  decideTitle: { 'zh-CN': '批准结账', en: 'Approve the close' },
  decideHint: {
    'zh-CN': '批准的恰是上面的核对内容。批准后不能撤销。',
    en: 'It is closed on exactly the checks above, and cannot be undone.',
  },
  changed: {
    'zh-CN': '提出之后，核对内容已改变：请退回，重新提出。',
    en: 'What is checked has changed since the proposal: refuse it, and propose it anew.',
  },
  why: { 'zh-CN': '理由', en: 'Why' },
  approve: { 'zh-CN': '批准结账', en: 'Approve and close' },
  refuse: { 'zh-CN': '退回', en: 'Refuse' },
  proposed: { 'zh-CN': '已提出，等待另一人批准。', en: 'Proposed; another person approves it.' },
  recorded: { 'zh-CN': '已记录。', en: 'Recorded.' },
} satisfies Record<string, Texts>;

export const periodStateTexts: Readonly<Record<PeriodState, Texts>> = {
  open: { 'zh-CN': '未结账', en: 'Open' },
  proposed: { 'zh-CN': '待批准', en: 'Waiting for approval' },
  closing: { 'zh-CN': '结账中', en: 'Being closed' },
  closed: { 'zh-CN': '已结账', en: 'Closed' },
};

export const periodBlockerTexts: Readonly<Record<PeriodBlocker, Texts>> = {
  'period-not-over': { 'zh-CN': '该期间尚未结束', en: 'The period is not over' },
  'earlier-period-open': {
    'zh-CN': '更早的期间有分录，尚未结账',
    en: 'An earlier period with postings is still open',
  },
  'books-unbalanced': { 'zh-CN': '借贷不平', en: 'The books do not balance' },
  'runs-not-sent': { 'zh-CN': '仍有批次尚未送达银行', en: 'A run is not yet with the bank' },
  'claims-waiting': {
    'zh-CN': '仍有申请或待遇在等候该年度的资金',
    en: 'Claims or awards wait for the year’s money',
  },
};

/** What stands between a programme's awards and the statements. */
export const periodDifferenceTexts: Readonly<Record<PeriodDifference, Texts>> = {
  'left-out': { 'zh-CN': '应发而未列入名册', en: 'Due, and on no roll' },
  'file-differs': { 'zh-CN': '文件与批次不符', en: 'A file is not what its run holds' },
  'not-sent': { 'zh-CN': '尚未送达银行', en: 'Not yet with the bank' },
  outstanding: { 'zh-CN': '银行尚无结果', en: 'No result from the bank' },
  disputed: { 'zh-CN': '金额不符', en: 'Another amount on the statement' },
  'came-back': { 'zh-CN': '退回或被拒，仍应发', en: 'Came back, and still owed' },
  'ledger-differs': { 'zh-CN': '与总账不符', en: 'The ledger owes another sum' },
};
