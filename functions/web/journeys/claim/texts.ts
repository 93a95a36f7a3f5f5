import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  openTitle: { 'zh-CN': '查看申请', en: 'Follow a claim' },
  openHint: {
    'zh-CN': '编号和查询码在您提出申请时得到的回执上。',
    en: 'Both are on the receipt you were given when you made the claim.',
  },
  reference: { 'zh-CN': '申请编号', en: 'Reference' },
  referenceHint: { 'zh-CN': '例如 HM7K2M9QXD4T', en: 'For example HM7K2M9QXD4T' },
  accessCode: { 'zh-CN': '查询码', en: 'Access code' },
  accessCodeHint: {
    'zh-CN': '12 个字母和数字，不区分大小写',
    en: '12 letters and digits; capitals do not matter',
  },
  open: { 'zh-CN': '查看', en: 'Open' },
  lost: {
    'zh-CN': '查询码丢失，可带身份证到街道或社区窗口重新取得。',
    en: 'If you have lost the code, bring your identity card to the counter of your street or community.',
  },
  referenceMissing: { 'zh-CN': '请填写申请编号', en: 'Enter the reference' },
  accessCodeMissing: { 'zh-CN': '请填写查询码', en: 'Enter the access code' },
  notFound: {
    'zh-CN': '没有找到与这个编号和查询码相符的申请，请核对后再试',
    en: 'There is no claim with this reference and code; look at both again',
  },
  reopenTitle: { 'zh-CN': '请再输入一次查询码', en: 'Enter the access code again' },
  reopenHint: {
    'zh-CN': '您填的内容还在，输入查询码后就能看到，核对后再提交。',
    en: 'What you filled in is still here: you see it once you have entered the code, and send it then.',
  },
  goOn: { 'zh-CN': '继续', en: 'Continue' },
  claim: { 'zh-CN': '您的申请', en: 'Your claim' },
  status: { 'zh-CN': '进度', en: 'Where it stands' },
  next: { 'zh-CN': '接下来', en: 'What happens next' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  answerUntil: { 'zh-CN': '请在此日期前答复', en: 'Answer by' },
  stepBy: { 'zh-CN': '这一步最迟办完', en: 'This step is done by' },
  payBy: { 'zh-CN': '最迟发放', en: 'Paid by' },
  payments: { 'zh-CN': '发放情况', en: 'Payments' },
  paymentFor: { 'zh-CN': '期间', en: 'For' },
  paymentStatus: { 'zh-CN': '情况', en: 'Status' },
  postedUntil: { 'zh-CN': '公示到', en: 'Posted until' },
  claimAgainFrom: { 'zh-CN': '可以再次申请的日期', en: 'You can claim again from' },
  timeline: { 'zh-CN': '办理过程', en: 'What has happened' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  colon: { 'zh-CN': '：', en: ': ' },
  canDo: { 'zh-CN': '您可以', en: 'What you can do' },
  metButRejected: {
    'zh-CN': '各项条件核对相符；工作人员因以下理由未予批准。',
    en: 'Every condition was found to be met. A member of staff did not approve the claim, for the reason below.',
  },
  metButProposed: {
    'zh-CN': '各项条件核对相符；工作人员因以下理由拟不予批准，还没有作出决定。',
    en: 'Every condition was found to be met. A member of staff proposes not to approve the claim, for the reason below; nothing is decided yet.',
  },
  officeWrote: { 'zh-CN': '工作人员写道：', en: 'The office writes:' },
  conditions: { 'zh-CN': '条件核对情况', en: 'The conditions, as checked so far' },
  appealUntil: { 'zh-CN': '申诉截止日期', en: 'Appeal by' },
  answer: { 'zh-CN': '答复', en: 'Answer' },
  seemsNotMet: {
    'zh-CN': '还没有作出决定。以下条件从登记看似乎不符合，您可以说明情况：',
    en: 'Nothing is decided yet. From the registers these conditions do not seem to be met; tell us what we should know:',
  },
  papersFirst: {
    'zh-CN': '如有照片或文件，请先添加：',
    en: 'If you have photographs or documents, add them first:',
  },
  yourAnswer: { 'zh-CN': '您的说明', en: 'Your answer' },
  yourAnswerHint: {
    'zh-CN': '写几句话就可以。如登记有误，请告诉我们哪里不对。',
    en: 'A few words are enough. If a register is wrong, tell us what is wrong in it.',
  },
  messageMissing: { 'zh-CN': '请写下您的说明', en: 'Write your answer' },
  newPhone: { 'zh-CN': '新的联系电话（可不填）', en: 'A new phone number (optional)' },
  newEmail: { 'zh-CN': '新的电子邮箱（可不填）', en: 'A new e-mail address (optional)' },
  sendAnswer: { 'zh-CN': '提交答复', en: 'Send the answer' },
  answered: { 'zh-CN': '已收到您的答复', en: 'We have your answer' },
  'add-evidence': { 'zh-CN': '添加照片或文件', en: 'Add photographs or documents' },
  papersHint: {
    'zh-CN': '可以用手机拍下证件或材料。一次传一个，全部传好后一起交上。',
    en: 'You can photograph a paper with your phone. Send them one by one, then hand them in together.',
  },
  papersChange: {
    'zh-CN': '申请已在审核。交上新的材料后，会连同新材料从头核对，可能需要更久。',
    en: 'Your claim is being reviewed. With new papers it is checked anew from the start, which may take longer.',
  },
  papersArrived: { 'zh-CN': '已传好 {n} 个，还没有交上', en: '{n} sent, not handed in yet' },
  handIn: { 'zh-CN': '交上', en: 'Hand in' },
  papersTaken: { 'zh-CN': '已收到您的材料', en: 'We have your papers' },
  file: { 'zh-CN': '选择或拍摄', en: 'Choose a file or take a photograph' },
  anotherFile: { 'zh-CN': '再添加一个', en: 'Add another' },
  fileHint: {
    'zh-CN': '照片（JPG、PNG）或 PDF，不超过 10 MB',
    en: 'A photograph (JPG, PNG) or a PDF, at most 10 MB',
  },
  sendFile: { 'zh-CN': '上传', en: 'Send' },
  fileTooLarge: {
    'zh-CN': '文件超过 10 MB，请重新拍摄或选择小一些的',
    en: 'The file is larger than 10 MB; take the photograph again, or choose a smaller one',
  },
  fileWrongType: {
    'zh-CN': '请选择一张照片（JPG、PNG）或一个 PDF 文件',
    en: 'Choose a photograph (JPG or PNG) or a PDF',
  },
  fileNotTaken: { 'zh-CN': '文件没有传成，请再试一次', en: 'The file did not arrive; try again' },
  appeal: { 'zh-CN': '申诉', en: 'Appeal' },
  appealHint: {
    'zh-CN': '申诉由没有参与过这件申请的工作人员处理，不收费用。',
    en: 'An appeal is dealt with by somebody who had no part in this claim, and costs nothing.',
  },
  grounds: { 'zh-CN': '您为什么不同意？', en: 'Why do you disagree?' },
  groundsHint: {
    'zh-CN': '用自己的话写。可以说明哪项登记或事实不对。',
    en: 'In your own words: which register or fact is wrong, or what was not seen.',
  },
  groundsMissing: { 'zh-CN': '请写下不同意的理由', en: 'Write why you disagree' },
  sendAppeal: { 'zh-CN': '提交申诉', en: 'Send the appeal' },
  appealed: { 'zh-CN': '已收到您的申诉', en: 'We have your appeal' },
  withdraw: { 'zh-CN': '撤回申请', en: 'Withdraw the claim' },
  withdrawTitle: { 'zh-CN': '要撤回这份申请吗？', en: 'Do you want to withdraw this claim?' },
  withdrawHint: {
    'zh-CN': '撤回后不再办理。以后可以重新申请。',
    en: 'Nothing more is done about it then. You can claim again later.',
  },
  keepClaim: { 'zh-CN': '不撤回', en: 'Keep the claim' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  'name-account': { 'zh-CN': '提供或更换收款账户', en: 'Name or change the account' },
  accountNow: { 'zh-CN': '现在的账户', en: 'The account now' },
  accountHint: {
    'zh-CN': '由工作人员核对确认后才生效，确认前仍按原账户发放。我们会同时通知您申请时留下的联系方式。',
    en: 'It counts once a member of staff has confirmed it; until then the present account is used. We also tell the contact given with the claim.',
  },
  accountWaits: {
    'zh-CN':
      '{day}提出的账户 {number} 正在等工作人员确认，最早于{from}生效。如不是您提出的，请在此之前告诉我们。',
    en: 'The account {number}, given on {day}, waits for a member of staff to confirm it, on {from} at the earliest. If it was not you who gave it, tell us before.',
  },
  letter: { 'zh-CN': '决定通知书', en: 'Letter of decision' },
  seeLetter: { 'zh-CN': '查看决定通知书（可以打印）', en: 'See the letter of decision, to print' },
  to: { 'zh-CN': '申请 {reference} 的申请人：', en: 'To whoever made claim {reference}:' },
  seal: { 'zh-CN': '（盖章）', en: '(seal)' },
  decidedOn: { 'zh-CN': '决定日期', en: 'Decided on' },
  decision: { 'zh-CN': '决定', en: 'Decision' },
  approved: { 'zh-CN': '批准', en: 'Approved' },
  rejected: { 'zh-CN': '不予批准', en: 'Not approved' },
  letterConditions: { 'zh-CN': '条件与依据', en: 'The conditions and their sources' },
  amountHow: { 'zh-CN': '金额的计算', en: 'How the amount comes about' },
  rateOf: { 'zh-CN': '适用标准：', en: 'At the rate of ' },
  registers: { 'zh-CN': '查询的登记', en: 'The registers that were asked' },
  register: { 'zh-CN': '登记', en: 'Register' },
  asOf: { 'zh-CN': '登记日期', en: 'As it stood on' },
  disagree: { 'zh-CN': '如果不同意', en: 'If you disagree' },
  howToAppeal: {
    'zh-CN':
      '您可以在 {days} 天内（最迟 {until}）申诉：在网上凭编号和查询码提出，或到街道、社区窗口提出，工作人员可以代您填写。申诉不收费用，由没有参与过这件申请的人员处理。',
    en: 'You can appeal until {until} (within {days} days): here with your reference and code, or at the counter of your street or community, where staff can write it down for you. It costs nothing, and somebody who had no part in this claim deals with it.',
  },
  appealOver: {
    'zh-CN': '申诉已经提出，或期限已过。如有疑问，请到街道或社区窗口询问。',
    en: 'An appeal has been made, or the time for it is over. Ask at the counter of your street or community.',
  },
  disagreeAmount: {
    'zh-CN':
      '在这里申诉只用于未获批准的申请。如果认为金额或登记内容有误，请带这份通知书告诉下面的联系人哪一项不对，工作人员会帮您核对。',
    en: 'Appeals here are for claims that were not approved. If you think that the amount or a register is wrong, bring this letter and tell the person below which item it is; they look into it with you.',
  },
  sendAccount: { 'zh-CN': '提交账户', en: 'Send the account' },
  accountTaken: {
    'zh-CN': '已登记，工作人员确认后生效',
    en: 'Taken down; it counts once a member of staff has confirmed it',
  },
} satisfies Record<string, Texts>;

/** Why a file was not taken, by the store's code; anything else is said as "did not arrive". */
export const refusedFileTexts: Readonly<Record<string, Texts>> = {
  'upload-too-large': texts.fileTooLarge,
  'upload-media-type': texts.fileWrongType,
};
