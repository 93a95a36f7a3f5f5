import type { Texts } from '../../contracts/language.ts';
import type { AwardState } from '../../domain/awards/award-lifecycle.ts';
import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import type { TaskStage } from '../../domain/review/chain.ts';

/** What an applicant reads of an event; an event that is not here is the office's own business and is not shown. */
const timelineTexts: Readonly<Record<string, Texts>> = {
  submitted: { 'zh-CN': '已收到您的申请', en: 'We have received your claim' },
  verify: { 'zh-CN': '开始核对登记信息', en: 'We have begun to check the registers' },
  met: { 'zh-CN': '条件核对完毕，转入审核', en: 'The conditions are met; your claim is being reviewed' },
  unknown: {
    'zh-CN': '有信息暂时查不到，由工作人员办理',
    en: 'Some information could not be found; a person is looking into it',
  },
  failed: {
    'zh-CN': '有条件似乎不符合，请您说明',
    en: 'A condition does not seem to be met; please tell us what we should know',
  },
  'findings-met': {
    'zh-CN': '工作人员已核实，转入审核',
    en: 'A member of staff has checked; your claim is being reviewed',
  },
  'findings-failed': {
    'zh-CN': '有条件似乎不符合，请您说明',
    en: 'A condition does not seem to be met; please tell us what we should know',
  },
  ask: { 'zh-CN': '请您补充材料', en: 'We need something more from you' },
  answer: { 'zh-CN': '已收到您的答复', en: 'We have received your answer' },
  approve: { 'zh-CN': '一个审核环节已通过', en: 'A stage of the review is passed' },
  return: { 'zh-CN': '退回上一步重新核对', en: 'Sent back a step to be checked again' },
  reject: {
    'zh-CN': '审核人员提出不予批准，请您说明',
    en: 'A reviewer proposes to reject; please tell us what we should know',
  },
  edited: { 'zh-CN': '申请有更新，重新核对', en: 'Your claim has changed and is being checked again' },
  'evidence-added': { 'zh-CN': '已收到您的材料', en: 'We have received your documents' },
  ended: { 'zh-CN': '公示结束', en: 'The public posting is over' },
  objection: { 'zh-CN': '公示期间收到异议，正在核实', en: 'An objection was made and is being looked into' },
  dismissed: { 'zh-CN': '异议不成立，继续公示', en: 'The objection was dismissed; the posting goes on' },
  upheld: {
    'zh-CN': '异议成立，重新核对',
    en: 'The objection was upheld; your claim is being checked again',
  },
  overturn: {
    'zh-CN': '不予批准的意见被撤回，继续审核',
    en: 'The proposal to reject was overturned; the review goes on',
  },
  confirm: { 'zh-CN': '未获批准', en: 'Your claim was not approved' },
  committed: { 'zh-CN': '已批准，等待发放', en: 'Approved; it will be paid' },
  'appeal-lodged': { 'zh-CN': '已收到您的申诉', en: 'We have received your appeal' },
  'appeal-assigned': {
    'zh-CN': '您的申诉由未参与原决定的人员复核',
    en: 'Somebody who had no part in the decision is looking at your appeal',
  },
  'appeal-upheld': { 'zh-CN': '申诉成立', en: 'Your appeal was upheld' },
  'appeal-dismissed': {
    'zh-CN': '申诉不成立，维持原决定',
    en: 'Your appeal was dismissed; the decision stands',
  },
  remitted: { 'zh-CN': '申诉后重新核对', en: 'After your appeal the claim is being checked again' },
  'code-given': {
    'zh-CN': '在窗口核对身份证后重新提供了查询码',
    en: 'The access code was given again at a counter, to who showed the identity card',
  },
  withdraw: { 'zh-CN': '您已撤回申请', en: 'You have withdrawn your claim' },
  duplicate: { 'zh-CN': '已有同一申请在办理', en: 'The same claim is already being dealt with' },
};

/** The same of the stages of the review, each by whom it is. */
const approvedTexts: Readonly<Partial<Record<TaskStage, Texts>>> = {
  village: { 'zh-CN': '村（社区）审核通过', en: 'Passed by the village or community' },
  street: { 'zh-CN': '街道（镇）审核通过', en: 'Passed by the street or town' },
  district: { 'zh-CN': '区级审批通过', en: 'Approved by the district' },
};

/** What a payment's state means to whom it is paid. */
export const claimPaymentTexts: Readonly<Record<PaymentState, Texts>> = {
  planned: { 'zh-CN': '准备发放', en: 'Being prepared' },
  held: { 'zh-CN': '工作人员正在核实，暂未发放', en: 'Held while a member of staff checks something' },
  released: { 'zh-CN': '正在发放', en: 'On its way' },
  sent: { 'zh-CN': '正在发放', en: 'On its way' },
  unknown: { 'zh-CN': '正在向银行核实', en: 'We are asking the bank' },
  accepted: { 'zh-CN': '银行已受理，即将到账', en: 'The bank has it; it will arrive soon' },
  settled: { 'zh-CN': '已发放', en: 'Paid' },
  disputed: { 'zh-CN': '金额有出入，正在向银行核实', en: 'The amount differs; we are asking the bank' },
  returned: { 'zh-CN': '被银行退回，将重新发放', en: 'Sent back by the bank; it will be paid again' },
  rejected: { 'zh-CN': '银行未能办理，将重新发放', en: 'The bank could not make it; it will be paid again' },
  replaced: { 'zh-CN': '已改为重新发放', en: 'Replaced by another payment' },
  closed: { 'zh-CN': '已发放', en: 'Paid' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
};

/** What happens next once a claim is awarded, where its award has something else to say than that it is paid. */
const awardStepTexts: Readonly<Partial<Record<AwardState, Texts>>> = {
  'payee-needed': {
    'zh-CN': '请提供收款账户；工作人员确认后发放。',
    en: 'Please name an account to be paid to; it is confirmed by a member of staff, and then paid.',
  },
  suspended: {
    'zh-CN': '待遇已暂停，工作人员正在核实。',
    en: 'Payments are suspended while something is being checked.',
  },
  ending: { 'zh-CN': '待遇即将终止。', en: 'Payments are coming to their end.' },
  ended: { 'zh-CN': '待遇已终止。', en: 'Payments have ended.' },
  completed: { 'zh-CN': '款项已发放。', en: 'It has been paid.' },
};

/** What happens next once what is paid again and again was paid. */
const paidAgainText: Texts = {
  'zh-CN': '已发放；以后每期按时打入您的账户。',
  en: 'Paid; what follows is paid into your account each time it is due.',
};

/** What happens next, by whom, while a claim is at a stage of the review. */
const reviewStepTexts: Readonly<Partial<Record<TaskStage, Texts>>> = {
  village: {
    'zh-CN': '村（社区）正在审核，您无需做任何事。',
    en: 'The village or community is looking at your claim. You need do nothing.',
  },
  street: {
    'zh-CN': '街道（镇）正在审核，您无需做任何事。',
    en: 'The street or town is looking at your claim. You need do nothing.',
  },
  district: {
    'zh-CN': '区里正在审批，您无需做任何事。',
    en: 'The district is looking at your claim. You need do nothing.',
  },
};

/** What happens next, in each state. */
const nextStepTexts: Readonly<Record<ClaimState, Texts>> = {
  submitted: {
    'zh-CN': '我们将核对登记信息，您无需做任何事。',
    en: 'We will check the registers. You need do nothing.',
  },
  verifying: {
    'zh-CN': '我们正在核对登记信息，您无需做任何事。',
    en: 'We are checking the registers. You need do nothing.',
  },
  manual: {
    'zh-CN': '工作人员正在核实，需要时会与您联系。',
    en: 'A person is looking into it, and will contact you if needed.',
  },
  'awaiting-applicant': { 'zh-CN': '请您补充材料或说明。', en: 'Please send what we asked for, or explain.' },
  review: { 'zh-CN': '审核人员正在审核。', en: 'Reviewers are looking at your claim.' },
  posting: {
    'zh-CN': '正在公示，结束后继续审核。',
    en: 'It is posted publicly; the review goes on afterwards.',
  },
  objected: { 'zh-CN': '公示期间的异议正在核实。', en: 'An objection is being looked into.' },
  'proposed-rejection': {
    'zh-CN': '在作出决定前，您可以说明情况或补充材料。',
    en: 'Before anything is decided you may explain or send more.',
  },
  'awaiting-funds': {
    'zh-CN': '已批准，等待资金安排。',
    en: 'Approved; waiting for the money to be set aside.',
  },
  awarded: { 'zh-CN': '款项将打入您的账户。', en: 'The money will be paid into your account.' },
  rejected: { 'zh-CN': '如不同意，您可以在规定期限内申诉。', en: 'If you disagree, you may appeal in time.' },
  withdrawn: { 'zh-CN': '申请已撤回，您可以重新申请。', en: 'Withdrawn. You may claim again.' },
  duplicate: { 'zh-CN': '请查询您之前的申请。', en: 'Please look at your earlier claim.' },
  closed: { 'zh-CN': '申请已结束。', en: 'The claim is closed.' },
};

/** What happens next, once a rejection is appealed against. */
const appealStepTexts: ClaimTexts['appealStep'] = {
  open: {
    'zh-CN': '您的申诉由未参与原决定的人员复核，您无需做任何事。',
    en: 'Your appeal is looked at by somebody who had no part in the decision. You need do nothing.',
  },
  dismissed: {
    'zh-CN': '申诉已复核，维持原决定。',
    en: 'Your appeal was looked at, and the decision stands.',
  },
};

/** What is said of a claim as it goes. */
export interface ClaimTexts {
  /** By event. */
  readonly timeline: Readonly<Record<string, Texts>>;
  readonly approved: Readonly<Partial<Record<TaskStage, Texts>>>;
  readonly awardStep: Readonly<Partial<Record<AwardState, Texts>>>;
  readonly paidAgain: Texts;
  readonly reviewStep: Readonly<Partial<Record<TaskStage, Texts>>>;
  /** Of a rejection that was appealed against: while that is open, and once it is dismissed. */
  readonly appealStep: Readonly<Record<'open' | 'dismissed', Texts>>;
  readonly nextStep: Readonly<Record<ClaimState, Texts>>;
}

/** To whoever holds the claim's code; to staff: staff-claim-texts.ts. */
export const holderTexts: ClaimTexts = {
  timeline: timelineTexts,
  approved: approvedTexts,
  awardStep: awardStepTexts,
  paidAgain: paidAgainText,
  reviewStep: reviewStepTexts,
  appealStep: appealStepTexts,
  nextStep: nextStepTexts,
};
