import type { Texts } from '../../../contracts/language.ts';

export const awardTexts = {
  title: { 'zh-CN': '款项所依据的申请', en: 'The claim behind the payment' },
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
} satisfies Record<string, Texts>;
