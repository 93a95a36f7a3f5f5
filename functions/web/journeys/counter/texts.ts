import type { Texts } from '../../../contracts/language.ts';
import type { LookUpReason } from '../../../domain/claims/look-up.ts';

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
  residentIdMissing: { 'zh-CN': '请填写身份证上的号码', en: 'Enter the number on the card' },
  notTheirs: {
    'zh-CN': '这份申请不是由持此身份证的人提出的',
    en: 'The claim was not made by the holder of this card',
  },
  give: { 'zh-CN': '提供查询码', en: 'Give the code' },
  given: {
    'zh-CN': '申请 {reference} 的查询码：{code}。请抄写或打印给本人。',
    en: 'The code of claim {reference} is {code}. Write it down or print it for them.',
  },
  printReceipt: { 'zh-CN': '打开回执（可以打印）', en: 'Open the receipt, to print' },
  findTitle: { 'zh-CN': '查找申请', en: 'Find a claim' },
  findLead: {
    'zh-CN': '用于没有编号的人。只查您负责的地区；没有查到，不表示其他地区也没有。每次查找都会记录。',
    en: 'For somebody who has no reference. Only your own area is looked at: finding none says nothing of others. Each search is recorded.',
  },
  name: { 'zh-CN': '申请人姓名', en: 'Name of whoever made the claim' },
  idEnding: { 'zh-CN': '身份证号码最后四位', en: 'Last four characters of their identity number' },
  idEndingHint: { 'zh-CN': '最后一位可以是 X', en: 'The last one may be an X' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  anyProgramme: { 'zh-CN': '全部项目', en: 'Any programme' },
  reason: { 'zh-CN': '为什么查找？', en: 'Why is it looked for?' },
  find: { 'zh-CN': '查找', en: 'Find' },
  nameMissing: { 'zh-CN': '请填写申请人姓名', en: 'Enter the name' },
  idEndingWrong: {
    'zh-CN': '请填写身份证号码最后四位，例如 123X',
    en: 'Enter the last four characters of the identity number, such as 123X',
  },
  reasonMissing: { 'zh-CN': '请选择查找原因', en: 'Choose why it is looked for' },
  oftenEnough: {
    'zh-CN': '您这一小时内的查找次数已到上限，请下一小时再查',
    en: 'You have searched as often as one hour allows; search again in the next hour',
  },
  foundTitle: { 'zh-CN': '查找结果', en: 'What was found' },
  found: { 'zh-CN': '查到的申请', en: 'Claims found' },
  foundNone: {
    'zh-CN': '在您负责的地区没有查到。请核对姓名和号码；申请也可能是在其他地区提出的，那里的窗口可以查找。',
    en: 'Nothing was found in your area. Look at the name and number again; the claim may have been made elsewhere, where the counter can look.',
  },
  findAgain: { 'zh-CN': '再查一次', en: 'Search again' },
  claimTitle: { 'zh-CN': '申请', en: 'Claim' },
  period: { 'zh-CN': '期间', en: 'Period' },
  submittedOn: { 'zh-CN': '提出日期', en: 'Made on' },
  status: { 'zh-CN': '进度', en: 'Where it stands' },
  appealUntil: { 'zh-CN': '申诉截止日期', en: 'Appeal by' },
  next: { 'zh-CN': '接下来', en: 'What happens next' },
  applicantCan: { 'zh-CN': '申请人现在可以', en: 'What the applicant can do' },
  separator: { 'zh-CN': '、', en: '; ' },
  answerUntil: { 'zh-CN': '申请人答复截止日期', en: 'The applicant answers by' },
  claimAgainFrom: { 'zh-CN': '可以再次申请的日期', en: 'They can claim again from' },
  timeline: { 'zh-CN': '办理过程', en: 'What has happened' },
  canDo: { 'zh-CN': '窗口可以办理', en: 'What the counter can do' },
  appealTitle: { 'zh-CN': '录入书面申诉', en: 'Enter an appeal that came on paper' },
  appealLead: {
    'zh-CN': '申诉须由申请人本人签名或按手印。申请人会收到与自己申诉时相同的通知。',
    en: 'Whoever made the claim must have signed it, or put their thumb to it. They are told as if they had sent it themselves.',
  },
  enterUntil: {
    'zh-CN': '请当天录入，最迟 {day}。',
    en: 'Enter it on the day it comes, on {day} at the latest.',
  },
  grounds: { 'zh-CN': '申诉书上写的理由', en: 'What the paper says' },
  groundsHint: { 'zh-CN': '照抄原文，不要概括', en: 'Word for word; do not sum it up' },
  groundsMissing: { 'zh-CN': '请填写申诉书上的理由', en: 'Enter what the paper says' },
  writtenOn: { 'zh-CN': '申诉书上的日期', en: 'Date on the paper' },
  writtenOnMissing: { 'zh-CN': '请填写申诉书上的日期', en: 'Enter the date on the paper' },
  signed: {
    'zh-CN': '申诉书上有申请人本人的签名或手印',
    en: 'The paper bears the signature or thumbprint of whoever made the claim',
  },
  signedMissing: {
    'zh-CN': '没有签名或手印的不能录入，请联系申请人补签',
    en: 'It cannot be entered without a signature or thumbprint; ask them to sign it',
  },
  enterAppeal: { 'zh-CN': '录入申诉', en: 'Enter the appeal' },
  appealEntered: {
    'zh-CN': '申诉已录入，申请人会收到通知',
    en: 'The appeal is entered, and the claimant is told',
  },
  giveCode: {
    'zh-CN': '重新提供查询码并打印回执',
    en: 'Give the access code again, and print the receipt',
  },
} satisfies Record<string, Texts>;

/** Of where an award is to be paid. */
export const payeeTexts = {
  account: { 'zh-CN': '提供或更换收款账户', en: 'Name the account, or another one' },
  accountLead: {
    'zh-CN': '请照存折或银行卡填写。账户须为收款人本人所有，由另一名工作人员核对后生效；申请人会收到通知。',
    en: 'As it stands on the passbook or card. It must be the payee’s own. Another member of staff confirms it, and whoever holds the claim is told.',
  },
  payee: { 'zh-CN': '更换收款人', en: 'Name another payee' },
  payeeLead: {
    'zh-CN':
      '本人去世后由继承人、不能自理的由监护人领取。请核对身份证和继承、监护或委托的证明；由另一名工作人员核对后生效。',
    en: 'An heir after a death, or a guardian of who cannot see to it. Check the identity card and the papers on inheritance, guardianship or authority. Another member of staff confirms it.',
  },
  name: { 'zh-CN': '收款人姓名', en: 'Name of the payee' },
  residentId: { 'zh-CN': '收款人身份证号码', en: 'Identity number of the payee' },
  relation: { 'zh-CN': '与申请人的关系', en: 'What they are to the applicant' },
  phone: { 'zh-CN': '手机号（可不填）', en: 'Mobile number (optional)' },
  email: { 'zh-CN': '电子邮箱（可不填）', en: 'E-mail (optional)' },
  contactHint: { 'zh-CN': '发放时通知收款人', en: 'Told when something is paid' },
  itsAccount: { 'zh-CN': '收款人的账户', en: 'Account of the payee' },
  send: { 'zh-CN': '登记', en: 'Take it down' },
  proposed: {
    'zh-CN': '已登记，由另一名工作人员核对后生效。',
    en: 'Taken down. It counts once another member of staff confirms it.',
  },
} satisfies Record<string, Texts>;

export const reasonTexts: Readonly<Record<LookUpReason, Texts>> = {
  'reference-lost': { 'zh-CN': '本人到窗口，编号遗失', en: 'They are here, and have lost the reference' },
  'helper-asks': { 'zh-CN': '受本人委托的人来问', en: 'Somebody who acts for them asks' },
  'heir-asks': { 'zh-CN': '继承人来问', en: 'An heir asks' },
  'paper-came': { 'zh-CN': '收到没有编号的书面材料', en: 'A paper came without the reference' },
};
