import type { Texts } from '../../../contracts/language.ts';
import type { ClaimState } from '../../../domain/claims/claim-lifecycle.ts';

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

/** As staff are told of them: the applicant is told two of them as "you". */
export const staffStateTexts: typeof claimStateTexts = {
  ...claimStateTexts,
  'awaiting-applicant': { 'zh-CN': '等申请人补充', en: 'Waiting for the applicant' },
  'proposed-rejection': { 'zh-CN': '拟不予批准', en: 'Proposed to be rejected' },
};

/** What came of a condition once all is decided. */
export const decidedResultTexts = {
  met: { 'zh-CN': '符合', en: 'Met' },
  failed: { 'zh-CN': '不符合', en: 'Not met' },
  unknown: { 'zh-CN': '未能查明', en: 'Could not be found out' },
} satisfies Record<string, Texts>;

export const resultTexts = {
  met: { 'zh-CN': '符合', en: 'Met' },
  failed: { 'zh-CN': '似乎不符合', en: 'Not met' },
  unknown: { 'zh-CN': '核对中', en: 'Being checked' },
} satisfies Record<string, Texts>;
