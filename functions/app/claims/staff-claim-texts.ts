import { type ClaimTexts, holderTexts } from './claim-texts.ts';

/** The same as staff read it, who tell it at a counter or look at a case: of the applicant, never to them. */
export const staffTexts: ClaimTexts = {
  timeline: {
    ...holderTexts.timeline,
    submitted: { 'zh-CN': '收到申请', en: 'The claim was received' },
    verify: { 'zh-CN': '开始核对登记信息', en: 'The registers are being checked' },
    met: { 'zh-CN': '条件核对完毕，转入审核', en: 'The conditions are met; the review has begun' },
    failed: {
      'zh-CN': '有条件似乎不符合，听取申请人说明',
      en: 'A condition does not seem to be met; the applicant is heard',
    },
    'findings-met': {
      'zh-CN': '工作人员已核实，转入审核',
      en: 'A member of staff has checked; the review has begun',
    },
    'findings-failed': {
      'zh-CN': '有条件似乎不符合，听取申请人说明',
      en: 'A condition does not seem to be met; the applicant is heard',
    },
    ask: { 'zh-CN': '请申请人补充材料', en: 'The applicant was asked for more' },
    answer: { 'zh-CN': '收到申请人的答复', en: 'The applicant has answered' },
    reject: {
      'zh-CN': '审核人员提出不予批准，听取申请人说明',
      en: 'A reviewer proposes to reject; the applicant is heard',
    },
    edited: { 'zh-CN': '申请有更新，重新核对', en: 'The claim has changed and is being checked again' },
    'evidence-added': { 'zh-CN': '收到申请人的材料', en: 'The applicant has sent documents' },
    upheld: {
      'zh-CN': '异议成立，重新核对',
      en: 'The objection was upheld; the claim is being checked again',
    },
    confirm: { 'zh-CN': '未获批准', en: 'The claim was not approved' },
    'appeal-lodged': { 'zh-CN': '收到申请人的申诉', en: 'The applicant has appealed' },
    'appeal-assigned': {
      'zh-CN': '申诉由未参与原决定的人员复核',
      en: 'Somebody who had no part in the decision is looking at the appeal',
    },
    'appeal-upheld': { 'zh-CN': '申诉成立', en: 'The appeal was upheld' },
    'appeal-dismissed': {
      'zh-CN': '申诉不成立，维持原决定',
      en: 'The appeal was dismissed; the decision stands',
    },
    remitted: { 'zh-CN': '申诉后重新核对', en: 'After the appeal the claim is being checked again' },
    withdraw: { 'zh-CN': '申请人已撤回申请', en: 'The applicant has withdrawn the claim' },
  },
  approved: holderTexts.approved,
  awardStep: {
    ...holderTexts.awardStep,
    'payee-needed': {
      'zh-CN': '等申请人提供收款账户；工作人员确认后发放。',
      en: 'The applicant has to name an account; it is paid once a member of staff has confirmed it.',
    },
  },
  paidAgain: {
    'zh-CN': '已发放；以后每期按时打入申请人的账户。',
    en: 'Paid; what follows is paid into the applicant’s account each time it is due.',
  },
  reviewStep: {
    village: { 'zh-CN': '村（社区）正在审核。', en: 'The village or community is reviewing it.' },
    street: { 'zh-CN': '街道（镇）正在审核。', en: 'The street or town is reviewing it.' },
    district: { 'zh-CN': '区里正在审批。', en: 'The district is deciding it.' },
  },
  appealStep: {
    open: {
      'zh-CN': '申诉由未参与原决定的人员复核。',
      en: 'The appeal is looked at by somebody who had no part in the decision.',
    },
    dismissed: { 'zh-CN': '申诉已复核，维持原决定。', en: 'The appeal was looked at; the decision stands.' },
  },
  nextStep: {
    ...holderTexts.nextStep,
    submitted: {
      'zh-CN': '将核对登记信息，申请人无需做任何事。',
      en: 'The registers are asked. Nothing is needed of the applicant.',
    },
    verifying: {
      'zh-CN': '正在核对登记信息，申请人无需做任何事。',
      en: 'The registers are being asked. Nothing is needed of the applicant.',
    },
    manual: {
      'zh-CN': '工作人员正在核实，需要时与申请人联系。',
      en: 'A member of staff is looking into it, and contacts the applicant if needed.',
    },
    'awaiting-applicant': {
      'zh-CN': '等申请人补充材料或说明。',
      en: 'The applicant has to send what was asked for, or explain.',
    },
    review: { 'zh-CN': '审核人员正在审核。', en: 'Reviewers are looking at it.' },
    'proposed-rejection': {
      'zh-CN': '在作出决定前，申请人可以说明情况或补充材料。',
      en: 'Before anything is decided the applicant may explain or send more.',
    },
    awarded: { 'zh-CN': '款项将打入申请人的账户。', en: 'It will be paid into the applicant’s account.' },
    rejected: {
      'zh-CN': '申请人如不同意，可以在规定期限内申诉。',
      en: 'If the applicant disagrees, they may appeal in time.',
    },
    withdrawn: { 'zh-CN': '申请已撤回，可以重新申请。', en: 'Withdrawn. The applicant may claim again.' },
    duplicate: {
      'zh-CN': '同一申请已经在办理，见之前的申请。',
      en: 'The same claim was made before: look at that one.',
    },
  },
};
