import type { Texts } from '../../../contracts/language.ts';
import type { ClaimState } from '../../../domain/claims/claim-lifecycle.ts';

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
  claim: { 'zh-CN': '您的申请', en: 'Your claim' },
  status: { 'zh-CN': '进度', en: 'Where it stands' },
  next: { 'zh-CN': '接下来', en: 'What happens next' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  answerUntil: { 'zh-CN': '请在此日期前答复', en: 'Answer by' },
  claimAgainFrom: { 'zh-CN': '可以再次申请的日期', en: 'You can claim again from' },
  timeline: { 'zh-CN': '办理过程', en: 'What has happened' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
} satisfies Record<string, Texts>;

/** What each state is called on a tag; kept short and free of blame. */
export const claimStateTexts: Readonly<Record<ClaimState, Texts>> = {
  submitted: { 'zh-CN': '已收到', en: 'Received' },
  verifying: { 'zh-CN': '核对中', en: 'Being checked' },
  manual: { 'zh-CN': '人工核对中', en: 'Being looked into' },
  'awaiting-applicant': { 'zh-CN': '等您补充', en: 'Waiting for you' },
  review: { 'zh-CN': '审核中', en: 'Being reviewed' },
  posting: { 'zh-CN': '公示中', en: 'Posted publicly' },
  objected: { 'zh-CN': '异议处理中', en: 'An objection is looked into' },
  'proposed-rejection': { 'zh-CN': '请您说明', en: 'Waiting to hear you' },
  'awaiting-funds': { 'zh-CN': '已批准', en: 'Approved' },
  awarded: { 'zh-CN': '已确认待遇', en: 'Awarded' },
  rejected: { 'zh-CN': '未获批准', en: 'Not approved' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  duplicate: { 'zh-CN': '已提交过', en: 'Made before' },
  closed: { 'zh-CN': '已结束', en: 'Closed' },
};
