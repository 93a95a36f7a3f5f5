import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '重新提供查询码', en: 'Give an access code again' },
  lead: {
    'zh-CN': '请先核对来人的身份证。只能提供给提出申请的本人；申请人留下的联系方式会收到通知。',
    en: 'Look at the identity card first. The code is for whoever made the claim; the contact on file is told.',
  },
  reference: { 'zh-CN': '申请编号', en: 'Reference of the claim' },
  referenceMissing: { 'zh-CN': '请填写申请编号', en: 'Enter the reference' },
  referenceUnknown: {
    'zh-CN': '您负责的地区没有这个编号的申请',
    en: 'There is no claim with this reference in your area',
  },
  residentId: { 'zh-CN': '身份证上的号码', en: 'Number on the identity card' },
  notTheirs: {
    'zh-CN': '这份申请不是由持此身份证的人提出的',
    en: 'The claim was not made by the holder of this card',
  },
  give: { 'zh-CN': '提供查询码', en: 'Give the code' },
  given: {
    'zh-CN': '申请 {reference} 的查询码：{code}。请抄写或打印给本人。',
    en: 'The code of claim {reference} is {code}. Write it down or print it for them.',
  },
} satisfies Record<string, Texts>;
