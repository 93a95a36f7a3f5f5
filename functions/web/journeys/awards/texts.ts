import type { Texts } from '../../../contracts/language.ts';
import type { AwardState } from '../../../domain/awards/award-lifecycle.ts';

export const awardTexts = {
  title: { 'zh-CN': '一项待遇', en: 'An award' },
  lead: {
    'zh-CN': '姓名和号码不在此显示。各项条件照写给申请人的文字列出：“您”指申请人。',
    en: 'Names and numbers are not shown here. The conditions stand as they are worded for the claimant: “you” is the claimant.',
  },
  reference: { 'zh-CN': '申请编号', en: 'Reference' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  period: { 'zh-CN': '首个发放期间', en: 'First period' },
  awardedOn: { 'zh-CN': '批准日期', en: 'Approved on' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  account: { 'zh-CN': '收款账户', en: 'Account' },
  award: { 'zh-CN': '待遇编号', en: 'Award' },
  conditions: { 'zh-CN': '条件', en: 'Conditions' },
  condition: { 'zh-CN': '条件', en: 'Condition' },
  result: { 'zh-CN': '结果', en: 'Result' },
  source: { 'zh-CN': '依据', en: 'Source' },
  status: { 'zh-CN': '状态', en: 'Status' },
  findTitle: { 'zh-CN': '查找待遇', en: 'Find an award' },
  findLead: {
    'zh-CN': '按身份证号码查本地区已批准的待遇，以便暂停、恢复或终止。',
    en: 'A person’s awards in your area, to suspend, resume or end one.',
  },
  person: { 'zh-CN': '身份证号码', en: 'Identity number' },
  personWrong: {
    'zh-CN': '请填写正确的 18 位身份证号码',
    en: 'Enter an identity number of 18 characters as it is on the card',
  },
  find: { 'zh-CN': '查找', en: 'Find' },
  found: { 'zh-CN': '查到的待遇', en: 'Awards found' },
  foundNone: {
    'zh-CN': '在您负责的地区没有查到。',
    en: 'None in your area.',
  },
  findAgain: { 'zh-CN': '再查一次', en: 'Find another' },
  canDo: { 'zh-CN': '可以办理', en: 'What can be done' },
  checkChange: { 'zh-CN': '核对待确认的收款变更', en: 'Check the change that waits' },
  reason: { 'zh-CN': '理由', en: 'Reason' },
  reasonHint: { 'zh-CN': '加密保存，供复核和审计', en: 'Kept sealed, for who checks it later' },
  suspension: { 'zh-CN': '暂停待遇', en: 'Suspend the award' },
  suspensionLead: {
    'zh-CN': '暂停期间不发放；核实清楚后恢复，错过的期间会补发。申请人会收到通知。',
    en: 'Nothing is paid until it is resumed; what was missed is paid then. Whoever holds the claim is told.',
  },
  resumption: { 'zh-CN': '恢复待遇', en: 'Resume the award' },
  resumptionLead: {
    'zh-CN': '从下一批次起继续发放，错过的期间一并补发。',
    en: 'It is paid again from the next run on, and so is what was missed.',
  },
  end: { 'zh-CN': '终止待遇', en: 'End the award' },
  endLead: {
    'zh-CN': '截止日之前开始的期间照常发放，可以由继承人领取；之后的期间不再发放。',
    en: 'Periods that began by the last day are still paid, to an heir where there is one; later ones are not.',
  },
  because: { 'zh-CN': '原因', en: 'Why' },
  death: { 'zh-CN': '本人去世', en: 'The person has died' },
  exit: { 'zh-CN': '不再符合条件', en: 'It is no longer due' },
  endedOn: { 'zh-CN': '截止日', en: 'Last day that counts' },
  becauseMissing: { 'zh-CN': '请选择原因', en: 'Choose why' },
  endedOnMissing: { 'zh-CN': '请填写截止日', en: 'Enter the last day that counts' },
  reasonMissing: { 'zh-CN': '请写明理由', en: 'Say why' },
  endedOnHint: { 'zh-CN': '去世的填去世日期', en: 'Of a death, the day of death' },
  done: { 'zh-CN': '已办理。', en: 'Done.' },
  changed: {
    'zh-CN': '这项待遇刚有变动，请核对后再办。',
    en: 'The award has changed meanwhile; please look again.',
  },
} satisfies Record<string, Texts>;

/** What the states of an award are called. */
export const awardStateTexts: Readonly<Record<AwardState, Texts>> = {
  active: { 'zh-CN': '发放中', en: 'Paid' },
  'payee-needed': { 'zh-CN': '等待收款账户', en: 'Waits for an account' },
  reviewing: { 'zh-CN': '年度核对中', en: 'Yearly check' },
  suspended: { 'zh-CN': '已暂停', en: 'Suspended' },
  transferring: { 'zh-CN': '正在转出', en: 'Being transferred' },
  transferred: { 'zh-CN': '已转出', en: 'Transferred' },
  ending: { 'zh-CN': '即将终止', en: 'Coming to its end' },
  ended: { 'zh-CN': '已终止', en: 'Ended' },
  completed: { 'zh-CN': '已发完', en: 'Paid in full' },
};
