import type { Texts } from '../../../contracts/language.ts';
import type { LeftOutReason } from '../../../domain/payments/left-out.ts';
import type { RunState } from '../../../domain/payments/run-lifecycle.ts';
import type { ExceptionReason } from '../../../domain/reconciliation/exception-reason.ts';

export const texts = {
  title: { 'zh-CN': '发放', en: 'Payments' },
  runs: { 'zh-CN': '发放批次', en: 'Payment runs' },
  noRuns: { 'zh-CN': '还没有发放批次。', en: 'There is no payment run yet.' },
  run: { 'zh-CN': '批次', en: 'Run' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  period: { 'zh-CN': '期间', en: 'Period' },
  periodHint: {
    'zh-CN': '例如 2008-H1；一次性奖励用年份，例如 2007',
    en: 'For example 2008-H1; a year such as 2007 for a cohort',
  },
  status: { 'zh-CN': '状态', en: 'Status' },
  payments: { 'zh-CN': '笔数', en: 'Payments' },
  eachPayment: { 'zh-CN': '逐笔查看', en: 'See each payment' },
  total: { 'zh-CN': '总额', en: 'Total' },
  preparedBy: { 'zh-CN': '编制人', en: 'Prepared by' },
  releasedBy: { 'zh-CN': '放行人', en: 'Released by' },
  prepareTitle: { 'zh-CN': '编制批次', en: 'Prepare a run' },
  prepare: { 'zh-CN': '编制', en: 'Prepare' },
  prepared: {
    'zh-CN': '批次正在编制，稍后刷新查看。',
    en: 'The run is being built; reload the page in a moment.',
  },
  fault: { 'zh-CN': '编制受阻', en: 'It cannot be prepared' },
  leftOut: { 'zh-CN': '未列入发放的待遇', en: 'Awards that are not paid' },
  keptBack: { 'zh-CN': '抵扣以前多发的款', en: 'Kept back for what was overpaid' },
  reason: { 'zh-CN': '原因', en: 'Reason' },
  count: { 'zh-CN': '件数', en: 'How many' },
  filesToSend: { 'zh-CN': '将发往银行的文件', en: 'Files that will go to the bank' },
  files: { 'zh-CN': '银行文件', en: 'Files for the bank' },
  file: { 'zh-CN': '文件', en: 'File' },
  download: { 'zh-CN': '下载 {n}', en: 'Download {n}' },
  hash: { 'zh-CN': 'SHA-256', en: 'SHA-256' },
  fileStatus: { 'zh-CN': '送达情况', en: 'On its way' },
  release: { 'zh-CN': '放行', en: 'Release' },
  releaseTitle: { 'zh-CN': '放行这一批', en: 'Release this run' },
  releaseHint: {
    'zh-CN': '放行后，恰好这些文件、{count} 笔、¥{total} 将发往银行。编制人本人不能放行。',
    en: 'Exactly these files go to the bank: {count} payments, ¥{total}. Who prepared it cannot release it.',
  },
  sure: { 'zh-CN': '我已核对笔数、总额和文件', en: 'I have checked the number, the total and the files' },
  sureMissing: { 'zh-CN': '请先确认已核对', en: 'Confirm that you have checked it' },
  sendBack: { 'zh-CN': '退回重编', en: 'Send back' },
  cancel: { 'zh-CN': '取消批次', en: 'Cancel the run' },
  why: { 'zh-CN': '理由', en: 'Why' },
  whyHint: { 'zh-CN': '记入审计，不要写姓名或号码', en: 'Kept in the audit: no names, no numbers of people' },
  otherTitle: { 'zh-CN': '退回或取消', en: 'Send back or cancel' },
  done: { 'zh-CN': '已记录。', en: 'Recorded.' },
  threeWay: { 'zh-CN': '三方对账', en: 'Reconciliation, three ways' },
  what: { 'zh-CN': '对账项', en: 'What' },
  awarded: { 'zh-CN': '应发', en: 'Awarded' },
  instructed: { 'zh-CN': '已指令', en: 'Instructed' },
  statement: { 'zh-CN': '银行对账单', en: 'On the statements' },
  settled: { 'zh-CN': '已到账', en: 'Settled' },
  returned: { 'zh-CN': '退回', en: 'Returned' },
  rejected: { 'zh-CN': '拒绝', en: 'Rejected' },
  disputed: { 'zh-CN': '金额不符', en: 'Amount differs' },
  outstanding: { 'zh-CN': '尚无结果', en: 'No result yet' },
  agrees: { 'zh-CN': '三方一致', en: 'All three agree' },
  differs: { 'zh-CN': '尚未一致', en: 'They do not agree yet' },
  import: { 'zh-CN': '导入银行报文', en: 'Import a statement' },
  deviations: { 'zh-CN': '与批次不同的款项', en: 'Payments that went another way' },
  payment: { 'zh-CN': '款项', en: 'Payment' },
  runExceptions: { 'zh-CN': '这一批次的差异', en: 'Exceptions of this run' },
  allRuns: { 'zh-CN': '只列一个批次的差异；查看全部', en: 'Of one run only; show all' },
  exceptions: { 'zh-CN': '对账差异', en: 'Exceptions' },
  moreExceptions: { 'zh-CN': '另有 {n} 项', en: '{n} more' },
  noExceptions: { 'zh-CN': '没有这样的差异。', en: 'There is none.' },
  opened: { 'zh-CN': '发现日期', en: 'Found on' },
  age: { 'zh-CN': '天数', en: 'Days' },
  amount: { 'zh-CN': '银行金额', en: 'Bank’s amount' },
  instructedAmount: { 'zh-CN': '指令金额', en: 'Instructed' },
  bankCode: { 'zh-CN': '银行原因码', en: 'Bank’s code' },
} satisfies Record<string, Texts>;

export const runStateTexts: Readonly<Record<RunState, Texts>> = {
  building: { 'zh-CN': '编制中', en: 'Being built' },
  prepared: { 'zh-CN': '待放行', en: 'Waiting for release' },
  released: { 'zh-CN': '已放行', en: 'Released' },
  filed: { 'zh-CN': '送交银行中', en: 'Going to the bank' },
  unknown: { 'zh-CN': '银行是否收到未知', en: 'Unknown whether the bank has it' },
  sent: { 'zh-CN': '银行已收', en: 'With the bank' },
  settling: { 'zh-CN': '结算中', en: 'Settling' },
  reconciled: { 'zh-CN': '已对平', en: 'Reconciled' },
  rejected: { 'zh-CN': '银行整批拒绝', en: 'Rejected by the bank' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
  closed: { 'zh-CN': '已结束', en: 'Closed' },
};

/** Why an award on the roll is not paid. */
export const leftOutTexts: Readonly<Record<LeftOutReason, Texts>> = {
  'award-not-payable': { 'zh-CN': '待遇暂停或已终止', en: 'The award is suspended or has ended' },
  'not-due': { 'zh-CN': '本期不应发', en: 'Nothing is due for this period' },
  unknown: {
    'zh-CN': '登记部门的答复缺失，待核实',
    en: 'A register’s answer is missing; a person looks into it',
  },
  'no-account': { 'zh-CN': '尚未提供收款账户', en: 'No account has been given yet' },
  'account-unusable': { 'zh-CN': '收款账户无法使用', en: 'The account cannot be used' },
  held: { 'zh-CN': '暂缓发放', en: 'Held by finance' },
  'twice-on-roll': { 'zh-CN': '名册中重复', en: 'On the roll twice' },
  'in-another-run': { 'zh-CN': '已在另一批次中', en: 'In another run' },
  lapsed: {
    'zh-CN': '年度已关闭，预留资金已失效',
    en: 'The year is closed, and what was set aside has lapsed',
  },
  unfunded: { 'zh-CN': '等候当年预算', en: 'Waits for the year’s money' },
  'already-paid': { 'zh-CN': '已发放', en: 'Paid already' },
  'awaiting-bank': { 'zh-CN': '银行尚无结果', en: 'With the bank, no result yet' },
  returned: { 'zh-CN': '已退回，待重发', en: 'Came back, waits to be sent again' },
  rejected: { 'zh-CN': '被银行拒绝，待重发', en: 'Refused by the bank, waits to be sent again' },
  disputed: { 'zh-CN': '金额不符，处理中', en: 'The amount differs, being looked into' },
  cancelled: { 'zh-CN': '已取消，不再应发', en: 'Cancelled: not owed any more' },
  'amount-changed': {
    'zh-CN': '金额与原指令不同，待人工决定',
    en: 'The amount changed since; a person decides',
  },
};

/** Whether a run was left without an award for a reason that this page has words for. */
export function isLeftOutReason(reason: string): reason is LeftOutReason {
  return Object.hasOwn(leftOutTexts, reason);
}

export const fileStatusTexts = {
  ready: { 'zh-CN': '待发送', en: 'Ready' },
  sending: { 'zh-CN': '发送中', en: 'Being sent' },
  unknown: { 'zh-CN': '是否送达未知', en: 'Unknown whether it arrived' },
  acknowledged: { 'zh-CN': '银行已收', en: 'The bank has it' },
} satisfies Record<string, Texts>;

/** What stands open between the bank’s books and ours. */
export const exceptionTexts: Readonly<Record<ExceptionReason, Texts>> = {
  'amount-differs': { 'zh-CN': '金额与指令不符', en: 'Another amount than instructed' },
  duplicate: { 'zh-CN': '银行重复入账', en: 'Booked twice by the bank' },
  'not-sent': { 'zh-CN': '未发送的款项有入账', en: 'Booked, and was never sent' },
  'paid-after-rejection': { 'zh-CN': '拒绝后又支付', en: 'Paid after it was rejected' },
  'rejected-after-settlement': { 'zh-CN': '到账后又拒绝', en: 'Rejected after it was settled' },
  'return-amount-differs': { 'zh-CN': '退回金额不符', en: 'Another amount came back' },
  'unexpected-credit': { 'zh-CN': '意外的贷记', en: 'A credit that was not expected' },
  'unexpected-debit': { 'zh-CN': '意外的借记', en: 'A debit that was not expected' },
  'late-return': { 'zh-CN': '结案后退回', en: 'Came back after the run was closed' },
  'unknown-id': { 'zh-CN': '编号不是我们的', en: 'An id that is none of ours' },
  'no-id': { 'zh-CN': '没有编号的款项', en: 'Money without an id' },
  'batch-differs': { 'zh-CN': '整批入账金额不符', en: 'A batch booking of another sum' },
  replaced: { 'zh-CN': '已被重发取代的指令', en: 'An instruction that was replaced' },
  'no-answer': { 'zh-CN': '银行逾期未答复', en: 'No answer from the bank in time' },
  'never-received': { 'zh-CN': '银行称未收到', en: 'The bank says it never received it' },
  'file-refused': { 'zh-CN': '银行拒收文件', en: 'The bank refused the file' },
  contradictory: { 'zh-CN': '报文自相矛盾', en: 'A message that contradicts itself' },
  unreadable: { 'zh-CN': '报文有无法读取的部分', en: 'A part that cannot be read' },
  'balance-differs': { 'zh-CN': '余额不符', en: 'The balances do not add up' },
  'sequence-gap': { 'zh-CN': '缺少对账单', en: 'A statement is missing' },
  'opening-differs': { 'zh-CN': '期初余额不符', en: 'A statement opens with another balance' },
};
