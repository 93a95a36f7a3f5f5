import type { Texts } from '../../../contracts/language.ts';
import type { StepId } from './steps.ts';

export const texts = {
  begin: { 'zh-CN': '开始填写', en: 'Start' },
  beginAnew: { 'zh-CN': '重新填写一份', en: 'Start another one' },
  goOnBegun: { 'zh-CN': '继续填写', en: 'Go on with what you began' },
  beginHint: {
    'zh-CN': '大约需要 10 分钟。每填一页就会保存，可以随时停下，以后再继续。',
    en: 'It takes about 10 minutes. Each page is saved as you go: you can stop at any time and come back.',
  },
  resume: { 'zh-CN': '继续以前没填完的申请', en: 'Go on with a claim you have begun' },
  paper: { 'zh-CN': '打印空白申请表', en: 'Print the form on paper' },
  paperTitle: { 'zh-CN': '申请表', en: 'Claim form' },
  paperHint: {
    'zh-CN': '用黑色笔填写，不确定的可以空着。填好后交到街道或社区窗口，工作人员会帮您录入，并给您回执。',
    en: 'Fill it in with a black pen; leave open what you are not sure of. Bring it to the counter of your street or community: staff enter it with you and give you the receipt.',
  },
  signature: { 'zh-CN': '申请人签名', en: 'Signature' },
  signedOn: { 'zh-CN': '日期', en: 'Date' },
  whoCan: { 'zh-CN': '谁可以领取', en: 'Who can have it' },
  howMuch: { 'zh-CN': '发多少', en: 'How much' },
  colon: { 'zh-CN': '：', en: ': ' },
  bring: { 'zh-CN': '请准备', en: 'What to have at hand' },
  steps: { 'zh-CN': '提出以后', en: 'What happens then' },
  claimBy: { 'zh-CN': '这一期的截止日期：', en: 'For this period claim by ' },
  payBy: { 'zh-CN': '最迟发放日期：', en: 'Paid by ' },
  decided: {
    'zh-CN': '登记部门核对后由村居、街道、区逐级审核，每一级一般在 {days} 个工作日内办结。',
    en: 'Registers are asked first, then the village or community, street and district review it in turn, each within {days} working days as a rule.',
  },
  posted: {
    'zh-CN': '公示 {days} 天，只显示姓氏和街道。',
    en: 'It is posted publicly for {days} days, with the surname and the street only.',
  },
  notPosted: { 'zh-CN': '不公示。', en: 'It is never posted publicly.' },
  source: { 'zh-CN': '依据', en: 'Source' },
  saveAndGoOn: { 'zh-CN': '保存并继续', en: 'Save and continue' },
  later: { 'zh-CN': '保存，以后再填', en: 'Save and come back later' },
  optional: { 'zh-CN': '（可不填）', en: ' (optional)' },
  change: { 'zh-CN': '更改', en: 'Change' },
  notGiven: { 'zh-CN': '未填', en: 'Not given' },
  checkTitle: { 'zh-CN': '提出前请核对', en: 'Check your answers' },
  declaration: {
    'zh-CN': '我声明以上内容属实，并同意向登记部门核对。',
    en: 'What I have given is true, and the offices that keep the registers may be asked.',
  },
  declare: { 'zh-CN': '声明', en: 'Declaration' },
  mustDeclare: { 'zh-CN': '请确认声明后再提出', en: 'Confirm the declaration before you send the claim' },
  send: { 'zh-CN': '提出申请', en: 'Send the claim' },
  doneTitle: { 'zh-CN': '我们已收到申请', en: 'We have your claim' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  receivedOn: { 'zh-CN': '收到日期', en: 'Received on' },
  next: { 'zh-CN': '接下来', en: 'What happens next' },
  keepCode: {
    'zh-CN': '请保存好编号和查询码，查看进度时需要。',
    en: 'Keep the reference and the code: you need both to follow the claim.',
  },
  follow: { 'zh-CN': '查看进度', en: 'Follow the claim' },
  savedTitle: { 'zh-CN': '已保存', en: 'Saved' },
  savedHint: {
    'zh-CN': '用下面的编号和查询码可以在 30 天内继续填写。还没有提出申请。',
    en: 'Go on within 30 days with this reference and code. Nothing has been sent yet.',
  },
  goOnNow: { 'zh-CN': '现在继续填写', en: 'Go on now' },
  resumeTitle: { 'zh-CN': '继续填写', en: 'Go on with your claim' },
  resumeHint: {
    'zh-CN': '编号和查询码在您选“保存，以后再填”时得到。保存 30 天。',
    en: 'You were given both when you chose “Save and come back later”. They are kept for 30 days.',
  },
  resumeButton: { 'zh-CN': '继续', en: 'Continue' },
  resumeNotFound: {
    'zh-CN': '没有找到与这个编号和查询码相符的未完成申请',
    en: 'There is no unfinished claim with this reference and code',
  },
  reference: { 'zh-CN': '编号', en: 'Reference' },
  accessCode: { 'zh-CN': '查询码', en: 'Access code' },
  name: { 'zh-CN': '姓名', en: 'Name' },
  residentId: { 'zh-CN': '身份证号码', en: 'Identity number' },
  residentIdHint: { 'zh-CN': '18 位，最后一位可能是 X', en: '18 characters; the last may be X' },
  area: { 'zh-CN': '居住的街道或镇', en: 'Street or town where you live' },
  chooseArea: { 'zh-CN': '请选择', en: 'Choose' },
  address: { 'zh-CN': '详细地址', en: 'Address' },
  forMyself: { 'zh-CN': '我本人', en: 'Myself' },
  forOther: { 'zh-CN': '已去世的配偶或父母', en: 'My husband, wife or parent who has died' },
  relation: { 'zh-CN': '您是逝者的', en: 'You are their' },
  spouseOf: { 'zh-CN': '配偶', en: 'Husband or wife' },
  childOf: { 'zh-CN': '子女', en: 'Son or daughter' },
  theirResidentId: { 'zh-CN': '逝者的身份证号码', en: 'Their identity number' },
  yes: { 'zh-CN': '是', en: 'Yes' },
  no: { 'zh-CN': '否', en: 'No' },
  childNumber: { 'zh-CN': '孩子 {n}', en: 'Child {n}' },
  addChild: { 'zh-CN': '再添一个孩子', en: 'Add another child' },
  certificateNumber: { 'zh-CN': '独生子女证编号', en: 'Number of the only-child certificate' },
  proxyName: { 'zh-CN': '代办人姓名', en: 'Name of who helps' },
  proxyIs: { 'zh-CN': '代办人是您的', en: 'They are' },
  proxyConsent: {
    'zh-CN': '我（申请人）同意由此人代我填写、查看进度、递交材料。此人不能代我领取款项。',
    en: 'I, the applicant, agree that this person fills in the claim, follows it and brings papers for me. They cannot be paid in my place.',
  },
  phone: { 'zh-CN': '手机或电话', en: 'Phone' },
  email: { 'zh-CN': '电子邮箱', en: 'E-mail' },
} satisfies Record<string, Texts>;

/** What each page of the form asks, and why. */
export const stepTexts: Readonly<Record<StepId, { readonly title: Texts; readonly hint?: Texts }>> = {
  'for-whom': { title: { 'zh-CN': '为谁申请？', en: 'Who is this claim for?' } },
  you: { title: { 'zh-CN': '您是谁？', en: 'Who are you?' } },
  home: { title: { 'zh-CN': '您住在哪里？', en: 'Where do you live?' } },
  spouse: {
    title: { 'zh-CN': '您现在有配偶吗？', en: 'Do you have a husband or wife?' },
    hint: {
      'zh-CN': '登记部门会先核对婚姻登记，这里填写有助于更快办理。',
      en: 'The marriage register is asked in any case; this makes it quicker.',
    },
  },
  children: {
    title: { 'zh-CN': '您的孩子', en: 'Your children' },
    hint: {
      'zh-CN': '填写身份证号码即可，其他情况由登记部门核对。',
      en: 'The identity number is enough; the registers are asked for the rest.',
    },
  },
  certificate: {
    title: { 'zh-CN': '独生子女证', en: 'Only-child certificate' },
    hint: {
      'zh-CN': '找不到证件也可以申请，我们会查登记。',
      en: 'You can claim without it: the register is asked.',
    },
  },
  retirement: {
    title: { 'zh-CN': '退休日期', en: 'When did you retire?' },
    hint: { 'zh-CN': '例如 2007 年 5 月 18 日', en: 'For example 18 5 2007' },
  },
  account: {
    title: { 'zh-CN': '款项发到哪个账户？', en: 'Which account should it be paid to?' },
    hint: {
      'zh-CN': '现在没有也可以先提出，以后再补。',
      en: 'You can leave this out now and give it later.',
    },
  },
  phone: {
    title: { 'zh-CN': '怎样联系您？', en: 'How can we reach you?' },
    hint: {
      'zh-CN': '有进展时发短信或电子邮件告知，里面不写具体内容。可以只留一样，都不留也可以。',
      en: 'We send a text or an e-mail at each turn, without any detail. You can give one of them, or neither.',
    },
  },
  proxy: {
    title: { 'zh-CN': '有人帮您办理吗？', en: 'Does somebody help you with this claim?' },
    hint: {
      'zh-CN': '例如子女、邻居或村居工作人员。没有就选“否”。',
      en: 'A son or daughter, a neighbour, somebody of the village. Choose “No” if nobody does.',
    },
  },
};

/** Where the claim is about one child: the page asks which, and nothing of how the child is. */
export const aboutOneChild = {
  title: { 'zh-CN': '这次申请是关于哪个孩子的？', en: 'Which child is this about?' },
  hint: {
    'zh-CN': '只需身份证号码。其他情况由我们向登记部门了解，不会再问您。您可以随时停下。',
    en: 'The identity number is enough. We ask the registers for the rest and will not ask you. You can stop at any time.',
  },
} satisfies Record<string, Texts>;
