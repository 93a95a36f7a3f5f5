import type { Texts } from '../../../contracts/language.ts';
import type { AppealOutcome, AppealState } from '../../../domain/review/appeal-lifecycle.ts';
import type { ObjectionEvent, ObjectionState } from '../../../domain/review/objection-lifecycle.ts';

export const texts = {
  reference: { 'zh-CN': '申请编号', en: 'Reference' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  area: { 'zh-CN': '地区', en: 'Area' },
  state: { 'zh-CN': '状态', en: 'State' },
  since: { 'zh-CN': '提出日期', en: 'Made on' },
  due: { 'zh-CN': '期限', en: 'Due' },
  late: { 'zh-CN': '已逾期', en: 'Late' },
  takenOnBy: { 'zh-CN': '经办人', en: 'Taken on by' },
  you: { 'zh-CN': '您', en: 'You' },
  nobodyYet: { 'zh-CN': '尚无人接办', en: 'Nobody yet' },
  claimState: { 'zh-CN': '申请现状', en: 'The claim now' },
  steps: { 'zh-CN': '已作出的决定', en: 'What was decided so far' },
  when: { 'zh-CN': '日期', en: 'When' },
  step: { 'zh-CN': '决定', en: 'Decision' },
  who: { 'zh-CN': '经办人', en: 'By' },
  why: { 'zh-CN': '理由', en: 'Why' },
  decision: { 'zh-CN': '您的决定', en: 'Your decision' },
  choose: { 'zh-CN': '请选择一项决定', en: 'Choose a decision' },
  reason: { 'zh-CN': '理由', en: 'Reason' },
  reasonMissing: { 'zh-CN': '请写明理由', en: 'Say why' },
  decide: { 'zh-CN': '作出决定', en: 'Decide' },
  familyBarred: {
    'zh-CN': '这件申请涉及您本人或家人，您须回避，内容不向您显示。请由其他人办理。',
    en: 'This claim is your own or your family’s. You leave it to somebody else, and what was said is not shown to you.',
  },
} satisfies Record<string, Texts>;

export const objectionTexts = {
  title: { 'zh-CN': '公示异议', en: 'Objections to postings' },
  lead: {
    'zh-CN': '有待受理的异议时公示不会结束；受理后公示暂停，到决定为止。',
    en: 'A posting does not end while an objection to it is not sorted; once one is looked into, the posting is stopped until it is decided.',
  },
  caption: { 'zh-CN': '待办的异议，最早到期的在前', en: 'Objections that wait, due first' },
  none: { 'zh-CN': '您的地区现在没有待办的异议。', en: 'No objection waits in your areas just now.' },
  kind: { 'zh-CN': '对公示的异议', en: 'Objection to a posting' },
  said: { 'zh-CN': '异议人写的事实', en: 'The fact that the objector wrote' },
  saidHint: {
    'zh-CN': '不要让申请人知道异议人是谁、写了什么。',
    en: 'Do not let the family know who objected, or what they wrote.',
  },
  contact: { 'zh-CN': '异议人的联系方式', en: 'How to reach the objector' },
  noContact: { 'zh-CN': '没有留下', en: 'Not given' },
  barred: {
    'zh-CN': '您参与过这件申请的办理，不能再决定对它的异议，内容也不向您显示。请由其他人办理。',
    en: 'You took part in this claim, so you cannot decide on an objection to it, and what was said is not shown to you. It waits for somebody else.',
  },
  reasonHint: {
    'zh-CN': '加密保存，供之后办理和审计的人查看',
    en: 'Kept sealed, for whoever deals with it later and for auditors',
  },
  onlyDismiss: {
    'zh-CN': '这件申请已不在公示，只能结束这项异议。',
    en: 'The claim is not posted any more; this objection can only be closed.',
  },
} satisfies Record<string, Texts>;

export const objectionStateTexts: Readonly<Record<ObjectionState, Texts>> = {
  lodged: { 'zh-CN': '待受理', en: 'To be sorted' },
  admitted: { 'zh-CN': '核实中', en: 'Looked into' },
  dismissed: { 'zh-CN': '不成立', en: 'Dismissed' },
  upheld: { 'zh-CN': '成立', en: 'Upheld' },
};

/** What can be decided, what it causes, and what is said once it is done. */
export interface Choice {
  readonly text: Texts;
  readonly hint: Texts;
  readonly done: Texts;
}

const dismissed: Texts = {
  'zh-CN': '对 {reference} 的异议已结束。',
  en: 'The objection to {reference} is closed.',
};

export const objectionChoices: Readonly<Record<ObjectionEvent, Choice>> = {
  admit: {
    text: { 'zh-CN': '受理：所述可以核实', en: 'Look into it: it states a fact that can be checked' },
    hint: {
      'zh-CN': '公示暂停，10 个工作日内核实。申请人会看到“异议正在核实”，看不到内容。',
      en: 'The posting is stopped while it is checked, within 10 working days. The family sees that an objection is looked into, and not what it says.',
    },
    done: {
      'zh-CN': '已受理对 {reference} 的异议，公示暂停。',
      en: 'The objection to {reference} is looked into; the posting is stopped.',
    },
  },
  dismiss: {
    text: { 'zh-CN': '异议不成立', en: 'Dismiss it: what it says is not so' },
    hint: {
      'zh-CN': '公示按剩余天数继续；另有异议在核实时，等全部决定后再继续。',
      en: 'The posting goes on for the days that were left, once no other objection is looked into.',
    },
    done: dismissed,
  },
  uphold: {
    text: { 'zh-CN': '异议成立', en: 'Uphold it: what it says is so' },
    hint: {
      'zh-CN': '申请重新核对，此前的审核作废。申请人会看到异议成立。',
      en: 'The claim is checked again, and its review so far is void. The family sees that the objection was upheld.',
    },
    done: {
      'zh-CN': '对 {reference} 的异议成立，申请重新核对。',
      en: 'The objection to {reference} is upheld; the claim is checked again.',
    },
  },
};

/** Of one that nobody has looked into: it stops nothing, and ends here. */
export const unsortedDismissal: Choice = {
  text: { 'zh-CN': '不予受理：没有可以核实的事实', en: 'Dismiss it: it states no fact that can be checked' },
  hint: {
    'zh-CN': '公示照常进行，对申请人没有影响。',
    en: 'The posting goes on as it is; nothing changes for the family.',
  },
  done: dismissed,
};

export const appealTexts = {
  title: { 'zh-CN': '申诉', en: 'Appeals' },
  lead: {
    'zh-CN': '由没有参与过该申请的人接办和决定，自提出之日起 60 天内办结。',
    en: 'Somebody who took no part in the claim takes an appeal on and decides it, within 60 days of the day it was made.',
  },
  caption: { 'zh-CN': '待办的申诉，最早到期的在前', en: 'Appeals that wait, due first' },
  none: { 'zh-CN': '您的地区现在没有待办的申诉。', en: 'No appeal waits in your areas just now.' },
  kind: { 'zh-CN': '对不予批准的申诉', en: 'Appeal against a rejection' },
  said: { 'zh-CN': '申请人的理由', en: 'Why the applicant disagrees' },
  rejection: { 'zh-CN': '不予批准时写给申请人的理由', en: 'Why it was rejected, as the applicant was told' },
  reasonHint: {
    'zh-CN': '加密保存。维持原决定的，申请人会看到理由。',
    en: 'Kept sealed. If the decision stands, the applicant reads why.',
  },
  barred: {
    'zh-CN': '您参与过这件申请的办理，不能再复核对它的申诉，内容也不向您显示。请由其他人办理。',
    en: 'You took part in this claim, so you cannot decide on an appeal about it, and what was said is not shown to you. It waits for somebody else.',
  },
  ofAnother: {
    'zh-CN': '已由他人接办，由接办人决定。',
    en: 'Somebody else has taken it on, and decides it.',
  },
  notMet: {
    'zh-CN': '按规则有条件不符合，不能直接批准。如果认为依据的登记或认定有误，请发回重新核对。',
    en: 'By the rules a condition is not met, so the claim cannot be approved outright. If what they were applied to is wrong, send the claim back to be checked again.',
  },
} satisfies Record<string, Texts>;

export const appealStateTexts: Readonly<Record<AppealState, Texts>> = {
  lodged: { 'zh-CN': '待接办', en: 'To be taken on' },
  lateness: { 'zh-CN': '是否逾期待定', en: 'Perhaps too late' },
  reviewing: { 'zh-CN': '复核中', en: 'Being reviewed' },
  'awaiting-papers': { 'zh-CN': '等待材料', en: 'Waiting for papers' },
  upheld: { 'zh-CN': '成立', en: 'Upheld' },
  remitted: { 'zh-CN': '发回重新核对', en: 'Sent back' },
  dismissed: { 'zh-CN': '不成立', en: 'Dismissed' },
  inadmissible: { 'zh-CN': '不予受理', en: 'Too late' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
};

export const appealChoices: Readonly<Record<AppealOutcome, Choice>> = {
  assign: {
    text: { 'zh-CN': '由我接办', en: 'I take it on' },
    hint: {
      'zh-CN': '接办后由您复核并决定。申请人会看到申诉由未参与原决定的人员复核。',
      en: 'You then review and decide it. The applicant sees that somebody who had no part in the decision is looking at the appeal.',
    },
    done: {
      'zh-CN': '您已接办对 {reference} 的申诉。',
      en: 'You have taken on the appeal about {reference}.',
    },
  },
  uphold: {
    text: { 'zh-CN': '申诉成立，批准申请', en: 'Uphold it: the claim is approved' },
    hint: {
      'zh-CN': '改变原决定：资金安排后发放。申请人会收到通知。',
      en: 'The decision is changed: it is paid once the money is set aside. The applicant is told.',
    },
    done: {
      'zh-CN': '对 {reference} 的申诉成立，申请已批准。',
      en: 'The appeal about {reference} is upheld; the claim is approved.',
    },
  },
  remit: {
    text: { 'zh-CN': '发回重新核对', en: 'Send the claim back to be checked again' },
    hint: {
      'zh-CN': '重新向登记部门核对，再从头审核。申请人会收到通知。',
      en: 'The registers are asked again, and the review begins anew. The applicant is told.',
    },
    done: {
      'zh-CN': '{reference} 已发回重新核对。',
      en: '{reference} is sent back to be checked again.',
    },
  },
  dismiss: {
    text: { 'zh-CN': '申诉不成立，维持原决定', en: 'Dismiss it: the decision stands' },
    hint: {
      'zh-CN': '申请仍不予批准。申请人会收到通知。',
      en: 'The claim stays refused. The applicant is told.',
    },
    done: {
      'zh-CN': '对 {reference} 的申诉不成立，维持原决定。',
      en: 'The appeal about {reference} is dismissed; the decision stands.',
    },
  },
};
