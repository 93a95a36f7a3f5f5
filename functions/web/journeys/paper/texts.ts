import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  print: {
    'zh-CN': '打印空白表格，手写后交到窗口',
    en: 'Print this form on paper, to fill in and bring to a counter',
  },
  appeal: { 'zh-CN': '申诉书', en: 'Appeal' },
  account: { 'zh-CN': '收款账户变更申请', en: 'A new account' },
  objection: { 'zh-CN': '对公示的异议', en: 'Objection to a posting' },
  bring: {
    'zh-CN': '填好后交到街道或社区的服务窗口，并带上身份证。工作人员会与您一起录入。',
    en: 'Bring it to the counter of your street or community, with your identity card. Staff enter it together with you.',
  },
  bringUnnamed: {
    'zh-CN': '填好后交到街道或社区的服务窗口，或寄到那里。可以不写姓名。',
    en: 'Bring or send it to the counter of your street or community. You need not give a name.',
  },
  reference: { 'zh-CN': '申请编号', en: 'Reference of the claim' },
  name: { 'zh-CN': '姓名', en: 'Name' },
  residentId: { 'zh-CN': '身份证号码', en: 'Identity number' },
  grounds: { 'zh-CN': '您为什么不同意？用自己的话写。', en: 'Why do you disagree? In your own words.' },
  groundsHint: {
    'zh-CN': '申诉由没有参与过这件申请的工作人员处理，不收费用。截止日期写在决定通知上。',
    en: 'An appeal is dealt with by somebody who had no part in this claim, and costs nothing. The letter about the decision says until when.',
  },
  accountHint: {
    'zh-CN': '由工作人员核对确认后才生效，确认前仍按原账户发放。我们会同时通知您申请时留下的联系方式。',
    en: 'It counts once a second member of staff has confirmed it; until then the present account is used. We also tell the contact given with the claim.',
  },
  posted: { 'zh-CN': '公示上的姓名、街道和项目', en: 'Name, street and programme, as they are posted' },
  fact: { 'zh-CN': '您知道的、可以核实的事实', en: 'The fact that you know, and that can be checked' },
  contact: { 'zh-CN': '怎样联系您（可不填）', en: 'How to reach you (optional)' },
  signature: { 'zh-CN': '签名', en: 'Signature' },
  signedOn: { 'zh-CN': '日期', en: 'Date' },
} satisfies Record<string, Texts>;
