import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '公示名单', en: 'Public posting' },
  lead: {
    'zh-CN': '正在公示的申请。只显示姓氏和街道；公示结束后从这里移除。',
    en: 'Claims that are posted now, with the surname and the street only. They are removed when the posting ends.',
  },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  area: { 'zh-CN': '街道或镇', en: 'Street or town' },
  wholeDistrict: { 'zh-CN': '全区', en: 'The whole district' },
  show: { 'zh-CN': '查看', en: 'Show' },
  name: { 'zh-CN': '姓名', en: 'Name' },
  until: { 'zh-CN': '公示至', en: 'Posted until' },
  stopped: { 'zh-CN': '异议核实中', en: 'An objection is looked into' },
  few: {
    'zh-CN': '人数太少的街道不单独列出，以免认出某个人。',
    en: 'A street with too few people is listed with the district, so that nobody can be told apart.',
  },
  none: {
    'zh-CN': '所选项目和地区现在没有正在公示的申请。',
    en: 'Nothing of this programme is posted in this area just now.',
  },
  noneNow: { 'zh-CN': '现在没有正在公示的申请。', en: 'Nothing is posted just now.' },
  when: {
    'zh-CN': '申请经村居和街道审核后，会在这里公示几天，然后移除。过几天可以再来看。',
    en: 'A claim is posted here for some days once its village and street have reviewed it. Come and look again in a few days.',
  },
  noneAtAll: { 'zh-CN': '现在没有需要公示的项目。', en: 'No programme is posted just now.' },
  object: { 'zh-CN': '提出异议', en: 'Object' },
  howTitle: { 'zh-CN': '怎样提出异议', en: 'How to object' },
  how: {
    'zh-CN':
      '如果您知道有可以核实的事实与申请不符，可以在公示期内提出，不用留姓名。也可以到街道或社区窗口当面提出。',
    en: 'If you know a fact that can be checked and speaks against a claim, you can object while it is posted, without a name. You can also do so at the counter of your street or community.',
  },
  objectTitle: { 'zh-CN': '对公示提出异议', en: 'Object to a posting' },
  objectHint: {
    'zh-CN': '请写一个可以核实的事实。没有事实的意见不会影响申请。',
    en: 'Write a fact that can be checked. An opinion without one changes nothing for the claim.',
  },
  objectNext: {
    'zh-CN':
      '三个工作日内判断是否可以核实，核实后在十个工作日内作出决定。您写的内容加密保存，不会给申请人看。',
    en: 'Within three working days we see whether it can be checked; it is decided within ten more. What you write is kept sealed, and not shown to the family.',
  },
  fact: { 'zh-CN': '您知道的事实', en: 'The fact you know' },
  factHint: {
    'zh-CN': '例如：该户户口已于去年迁往外地',
    en: 'For example: the family moved its registration elsewhere last year',
  },
  factMissing: { 'zh-CN': '请写下您知道的事实', en: 'Write the fact you know' },
  contact: { 'zh-CN': '联系方式（可不填）', en: 'How to reach you (optional)' },
  contactHint: {
    'zh-CN': '填写后工作人员可以向您了解情况',
    en: 'With it, staff can ask you more',
  },
  send: { 'zh-CN': '提交异议', en: 'Send the objection' },
  sent: { 'zh-CN': '已收到您的异议', en: 'We have your objection' },
} satisfies Record<string, Texts>;
