import type { Texts } from '../../../contracts/language.ts';
import type { EvidenceMediaType } from '../../../domain/claims/evidence-file.ts';
import { claimStateTexts } from '../claim/texts.ts';

export const texts = {
  title: { 'zh-CN': '待审任务', en: 'Reviews to do' },
  none: { 'zh-CN': '现在没有待审的任务。', en: 'There is nothing to review just now.' },
  caption: { 'zh-CN': '待审的申请', en: 'Claims waiting for you' },
  allStages: { 'zh-CN': '全部环节', en: 'All stages' },
  stage: { 'zh-CN': '环节', en: 'Stage' },
  allAreas: { 'zh-CN': '全部地区', en: 'All areas' },
  sort: { 'zh-CN': '顺序', en: 'Order' },
  show: { 'zh-CN': '显示', en: 'Show' },
  open: { 'zh-CN': '共 {open} 件待审。', en: '{open} to review.' },
  openAndLate: {
    'zh-CN': '共 {open} 件待审，其中 {late} 件已超期。',
    en: '{open} to review, of which {late} are late.',
  },
  noneOfThese: { 'zh-CN': '没有符合所选环节和地区的任务。', en: 'None at this stage and in this area.' },
  all: { 'zh-CN': '看全部任务', en: 'See all reviews' },
  deputyFor: { 'zh-CN': '代 {name} 办理', en: 'For {name}' },
  inAbsenceOf: { 'zh-CN': '代理', en: 'In the absence of' },
  reference: { 'zh-CN': '编号', en: 'Reference' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  area: { 'zh-CN': '地区', en: 'Area' },
  found: { 'zh-CN': '规则认定', en: 'The rules say' },
  due: { 'zh-CN': '期限', en: 'Due' },
  waited: { 'zh-CN': '已等 {n} 天', en: 'waiting for {n} days' },
  late: { 'zh-CN': '已超期', en: 'Late' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  choose: { 'zh-CN': '选择', en: 'Choose' },
  chooseOne: { 'zh-CN': '选择 {reference}', en: 'Choose {reference}' },
  bulkHint: {
    'zh-CN': '各项条件都已由登记部门核实的申请可以一并通过；每件仍单独作出决定。',
    en: 'Claims of which registers confirm every condition can be approved together; each is still its own decision.',
  },
  bulk: { 'zh-CN': '通过所选申请', en: 'Approve those chosen' },
  bulkReason: { 'zh-CN': '各项条件均经登记部门核实', en: 'Registers confirm every condition' },
  bulkNone: { 'zh-CN': '请至少选择一件申请', en: 'Choose at least one claim' },
  bulkDone: { 'zh-CN': '已通过 {done} 件。', en: '{done} approved.' },
  bulkLeft: {
    'zh-CN': '{left} 件没有通过，请逐件查看（已变更、您已参与其他环节，或与您有关）。',
    en: '{left} were not: open each to see why (changed since, you took part before, or it concerns you).',
  },
  people: { 'zh-CN': '家庭成员', en: 'The family' },
  applicant: { 'zh-CN': '申请人', en: 'Applicant' },
  spouse: { 'zh-CN': '配偶', en: 'Husband or wife' },
  child: { 'zh-CN': '孩子 {n}', en: 'Child {n}' },
  proxy: { 'zh-CN': '代办人（申请人已同意）', en: 'Helped by, with the applicant’s consent' },
  onBehalfOf: { 'zh-CN': '代为申请的对象', en: 'Claimed for' },
  address: { 'zh-CN': '住址', en: 'Address' },
  account: { 'zh-CN': '收款账户', en: 'Account' },
  noAccount: { 'zh-CN': '尚未提供', en: 'Not given yet' },
  certificate: { 'zh-CN': '独生子女证编号', en: 'Only-child certificate' },
  retirement: { 'zh-CN': '退休日期', en: 'Retired on' },
  conditions: { 'zh-CN': '条件', en: 'Conditions' },
  condition: { 'zh-CN': '条件', en: 'Condition' },
  result: { 'zh-CN': '结果', en: 'Result' },
  source: { 'zh-CN': '依据', en: 'Source' },
  answers: { 'zh-CN': '登记部门的答复', en: 'What the registers answered' },
  register: { 'zh-CN': '登记', en: 'Register' },
  about: { 'zh-CN': '内容', en: 'About' },
  answer: { 'zh-CN': '答复', en: 'Answer' },
  asOf: { 'zh-CN': '登记截至', en: 'As of' },
  noAnswer: { 'zh-CN': '没有可用的答复', en: 'No usable answer' },
  evidence: { 'zh-CN': '补充材料', en: 'Evidence sent' },
  relatedClaims: { 'zh-CN': '申请人及配偶的其他申请', en: 'Other claims of the applicant and their spouse' },
  noRelatedClaims: {
    'zh-CN': '申请人及配偶在本地区没有其他申请。',
    en: 'The applicant and their spouse have no other claims in your area.',
  },
  possibleDuplicate: { 'zh-CN': '可能重复', en: 'Possible duplicate' },
  whose: { 'zh-CN': '谁的申请', en: 'Whose claim' },
  state: { 'zh-CN': '状态', en: 'State' },
  submittedOn: { 'zh-CN': '申请日期', en: 'Made on' },
  noEvidence: { 'zh-CN': '没有', en: 'None' },
  evidenceGone: { 'zh-CN': '文件已不再保存', en: 'The file is no longer kept' },
  decideNext: { 'zh-CN': '作出决定，看下一件', en: 'Decide, and see the next' },
  decision: { 'zh-CN': '您的决定', en: 'Your decision' },
  approve: { 'zh-CN': '通过', en: 'Approve' },
  return: { 'zh-CN': '退回补充或上一环节', en: 'Return for more, or to the stage before' },
  reject: { 'zh-CN': '建议不予批准', en: 'Propose to reject' },
  rejectHint: {
    'zh-CN': '申请人会先得到说明的机会，并由另一人确认。',
    en: 'The applicant is heard first, and a second person confirms it.',
  },
  reason: { 'zh-CN': '理由', en: 'Reason' },
  reasonHint: {
    'zh-CN': '加密保存，写给申请人和复核人看',
    en: 'Kept sealed; for the applicant and whoever checks',
  },
  finding: { 'zh-CN': '您核实的结果：{text}', en: 'What you found: {text}' },
  findingMet: { 'zh-CN': '符合', en: 'It is met' },
  findingFailed: { 'zh-CN': '不符合', en: 'It is not met' },
  basis: { 'zh-CN': '核实依据', en: 'How you know' },
  conflict: {
    'zh-CN': '此事与我本人或亲属有关，我回避',
    en: 'This concerns me or somebody close to me: I leave it to another',
  },
  decide: { 'zh-CN': '作出决定', en: 'Decide' },
  chooseOutcome: { 'zh-CN': '请选择一项决定', en: 'Choose a decision' },
  decided: { 'zh-CN': '已记录对 {reference} 的决定。', en: 'Your decision on {reference} is recorded.' },
  changed: {
    'zh-CN': '这件申请在您查看期间已经变更或由他人决定，请看最新内容。',
    en: 'This claim was changed, or decided by somebody else, while you looked at it.',
  },
} satisfies Record<string, Texts>;

export const orderTexts = {
  due: { 'zh-CN': '最早到期', en: 'Due first' },
  age: { 'zh-CN': '等候最久', en: 'Waiting longest' },
} satisfies Record<string, Texts>;

export const outcomeTexts = {
  met: { 'zh-CN': '符合', en: 'Met' },
  failed: { 'zh-CN': '不符合', en: 'Not met' },
  unknown: { 'zh-CN': '待核实', en: 'To be found out' },
} satisfies Record<string, Texts>;

/** What a group of facts is about. */
export const factTexts = {
  person: { 'zh-CN': '本人', en: 'The person' },
  applicant: { 'zh-CN': '申请人', en: 'The applicant' },
  marriages: { 'zh-CN': '婚姻', en: 'Marriage' },
  children: { 'zh-CN': '子女', en: 'Children' },
  certificate: { 'zh-CN': '独生子女证', en: 'Certificate' },
  retirement: { 'zh-CN': '退休', en: 'Retirement' },
  attestation: { 'zh-CN': '街镇确认', en: 'Confirmation' },
  kinship: { 'zh-CN': '亲属关系', en: 'Kinship' },
} satisfies Record<string, Texts>;

/** As staff are told of them: the applicant is told two of them as "you". */
export const relatedStateTexts: typeof claimStateTexts = {
  ...claimStateTexts,
  'awaiting-applicant': { 'zh-CN': '等申请人补充', en: 'Waiting for the applicant' },
  'proposed-rejection': { 'zh-CN': '拟不予批准', en: 'Proposed to be rejected' },
};

export const evidenceKinds: Readonly<Record<EvidenceMediaType, Texts>> = {
  'application/pdf': { 'zh-CN': 'PDF 文件', en: 'PDF file' },
  'image/jpeg': { 'zh-CN': '照片（JPG）', en: 'Photograph (JPG)' },
  'image/png': { 'zh-CN': '图片（PNG）', en: 'Picture (PNG)' },
};

/** Single facts, for showing the registers' answers in words. */
export const factWords = {
  born: { 'zh-CN': '出生 {day}', en: 'born {day}' },
  died: { 'zh-CN': '去世 {day}', en: 'died {day}' },
  rural: { 'zh-CN': '农业户口', en: 'rural registration' },
  urban: { 'zh-CN': '非农业户口', en: 'urban registration' },
  male: { 'zh-CN': '男', en: 'male' },
  female: { 'zh-CN': '女', en: 'female' },
  married: { 'zh-CN': '结婚 {day}', en: 'married {day}' },
  ended: { 'zh-CN': '终止 {day}', en: 'ended {day}' },
  none: { 'zh-CN': '无记录', en: 'none recorded' },
  grade: { 'zh-CN': '残疾人证 {n} 级', en: 'disability certificate, grade {n}' },
  held: { 'zh-CN': '持有', en: 'held' },
  notHeld: { 'zh-CN': '未持有', en: 'not held' },
  retired: { 'zh-CN': '退休 {day}', en: 'retired {day}' },
  fivePercent: { 'zh-CN': '已享受加发 5%', en: 'draws the extra 5 %' },
  yes: { 'zh-CN': '是', en: 'yes' },
  no: { 'zh-CN': '否', en: 'no' },
} satisfies Record<string, Texts>;
