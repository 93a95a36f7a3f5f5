import type { Language, Texts } from '../../../contracts/language.ts';
import type { CancellationState } from '../../../domain/payments/cancellation-lifecycle.ts';
import type { PaymentState } from '../../../domain/payments/payment-lifecycle.ts';

export const paymentPageTexts = {
  title: { 'zh-CN': '款项', en: 'Payment' },
  state: { 'zh-CN': '状态', en: 'Where it stands' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  component: { 'zh-CN': '项目组成', en: 'Component' },
  award: { 'zh-CN': '待遇编号', en: 'Award' },
  run: { 'zh-CN': '批次', en: 'Run' },
  openAward: { 'zh-CN': '查看待遇', en: 'See the award' },
  openRun: { 'zh-CN': '查看批次', en: 'Open the run' },
  reason: { 'zh-CN': '银行原因码', en: 'Bank’s code' },
  corrects: { 'zh-CN': '补发自', en: 'Pays what is still owed of' },
  correctedBy: { 'zh-CN': '由此补发', en: 'Still owed, paid by' },
  instructions: { 'zh-CN': '付款指令（最后一行为现行）', en: 'Instructions, the present one last' },
  endToEndId: { 'zh-CN': '端到端编号', en: 'End-to-end id' },
  replaces: { 'zh-CN': '替代', en: 'Replaces' },
  reissueTitle: { 'zh-CN': '重发', en: 'Pay it again' },
  reissueHint: {
    'zh-CN': '随下一批次发到领取人现在的账户。账户有误的，请先由窗口更正并确认。',
    en: 'It goes with the next run, to the account that the payee has then. If that is wrong, the counter corrects it first.',
  },
  reissue: { 'zh-CN': '重发这笔款项', en: 'Pay this again' },
  reissued: { 'zh-CN': '将随下一批次重发。', en: 'It goes again with the next run.' },
  holdTitle: { 'zh-CN': '暂扣', en: 'Hold' },
  holdHint: {
    'zh-CN': '暂扣的款项不随批次发出；已编制的批次随即重新编制。',
    en: 'A held payment goes with no run; a prepared run that has it is built anew.',
  },
  hold: { 'zh-CN': '暂扣', en: 'Hold it' },
  clear: { 'zh-CN': '解除暂扣', en: 'Clear it' },
  cancelTitle: { 'zh-CN': '取消（不再应发）', en: 'Cancel: not owed any more' },
  cancelHint: {
    'zh-CN': '一人提出，另一人批准。取消后不再发放，资金退回当年预算或应缴国库。',
    en: 'One proposes, another approves. No run pays it again; its money goes back to the year’s budget or the treasury.',
  },
  cancelWhy: { 'zh-CN': '为何不再应发', en: 'Why it is not owed any more' },
  propose: { 'zh-CN': '提出取消', en: 'Propose to cancel it' },
  cancellation: { 'zh-CN': '取消', en: 'Cancellation' },
  refuseWhy: { 'zh-CN': '退回的理由', en: 'Why it is refused' },
  approve: { 'zh-CN': '批准取消', en: 'Approve the cancellation' },
  refuse: { 'zh-CN': '退回', en: 'Refuse' },
  cancelProposed: { 'zh-CN': '已提出，等待另一人批准。', en: 'Proposed; another person approves it.' },
  tooMuch: { 'zh-CN': '是否多发、收回情况', en: 'Was it too much, and what came back' },
  recorded: { 'zh-CN': '已记录。', en: 'Recorded.' },
} satisfies Record<string, Texts>;

export const cancellationStateTexts: Readonly<Record<CancellationState, Texts>> = {
  proposed: { 'zh-CN': '待批准', en: 'Waiting for approval' },
  approved: { 'zh-CN': '已批准', en: 'Approved' },
  refused: { 'zh-CN': '已退回', en: 'Refused' },
};

export const paymentStateTexts: Readonly<Record<PaymentState, Texts>> = {
  planned: { 'zh-CN': '待发', en: 'Planned' },
  held: { 'zh-CN': '暂扣', en: 'Held' },
  released: { 'zh-CN': '已放行', en: 'Released' },
  sent: { 'zh-CN': '已送银行', en: 'With the bank' },
  unknown: { 'zh-CN': '银行结果未知', en: 'Unknown at the bank' },
  accepted: { 'zh-CN': '银行已受理', en: 'Accepted by the bank' },
  settled: { 'zh-CN': '已到账', en: 'Settled' },
  disputed: { 'zh-CN': '金额不符', en: 'Amount differs' },
  returned: { 'zh-CN': '已退回', en: 'Came back' },
  rejected: { 'zh-CN': '被银行拒绝', en: 'Refused by the bank' },
  replaced: { 'zh-CN': '已被重发取代', en: 'Replaced' },
  closed: { 'zh-CN': '已结', en: 'Closed' },
  cancelled: { 'zh-CN': '不再应发', en: 'Cancelled' },
};

const componentTexts = {
  standard: { 'zh-CN': '标准发放', en: 'What the programme pays' },
  correction: { 'zh-CN': '第 {n} 次补发', en: 'Correction {n}' },
} satisfies Record<string, Texts>;

/** What of an award a payment is, in words, where there are words for it. */
export function componentName(component: string, language: Language): string {
  const correction = /^adj-(\d+)$/.exec(component)?.[1];
  if (correction !== undefined) return componentTexts.correction[language].replace('{n}', correction);
  return component === 'standard' ? componentTexts.standard[language] : component;
}
