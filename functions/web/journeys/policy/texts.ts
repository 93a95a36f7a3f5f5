import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '政策', en: 'Policy' },
  versions: { 'zh-CN': '规则版本', en: 'Versions of the rules' },
  publications: { 'zh-CN': '施行与审批', en: 'Publishing' },
  explained: {
    'zh-CN':
      '每个项目的规则写在版本文件里。新版本先对照、试算，再由两人确定自哪一天起施行；已作出的决定不变。',
    en: 'The rules of each programme are in files, one a version. A new one is compared and previewed, then two people let it hold from a day on; what was decided stays decided.',
  },
  version: { 'zh-CN': '版本', en: 'Version' },
  from: { 'zh-CN': '施行日期', en: 'Holds from' },
  since: { 'zh-CN': '自{day}起', en: 'from {day}' },
  actions: { 'zh-CN': '办理', en: 'Do' },
  read: { 'zh-CN': '查看', en: 'Read' },
  compare: { 'zh-CN': '对照', en: 'Compare' },
  preview: { 'zh-CN': '试算', en: 'Preview' },
  before: { 'zh-CN': '原版本', en: 'Before' },
  after: { 'zh-CN': '新版本', en: 'After' },
  sideBySide: { 'zh-CN': '版本对照', en: 'Side by side' },
  general: { 'zh-CN': '总则', en: 'In general' },
  condition: { 'zh-CN': '条件', en: 'Condition' },
  inGroup: { 'zh-CN': '{group}：{name}', en: '{group}: {name}' },
  entry: { 'zh-CN': '第{n}项', en: 'No. {n}' },
  always: { 'zh-CN': '总是适用', en: 'always' },
  place: { 'zh-CN': '条目', en: 'What' },
  changes: { 'zh-CN': '有变化的', en: 'What changes' },
  nothingChanges: { 'zh-CN': '没有变化。', en: 'Nothing.' },
  unchanged: { 'zh-CN': '没有变化的', en: 'What stays' },
  source: { 'zh-CN': '依据：{source}', en: 'Source: {source}' },
  nothing: { 'zh-CN': '无', en: 'none' },
  chinese: { 'zh-CN': '中文', en: 'Chinese' },
  english: { 'zh-CN': '英文', en: 'English' },
  yes: { 'zh-CN': '是', en: 'yes' },
  no: { 'zh-CN': '否', en: 'no' },
} satisfies Record<string, Texts>;

export const standingTexts = {
  'in-force': { 'zh-CN': '现行', en: 'In force' },
  'to-come': { 'zh-CN': '即将施行', en: 'To come' },
  past: { 'zh-CN': '已停用', en: 'Past' },
  unpublished: { 'zh-CN': '未发布', en: 'Not published' },
} satisfies Record<string, Texts>;

export const changeTexts = {
  same: { 'zh-CN': '不变', en: 'Same' },
  changed: { 'zh-CN': '改动', en: 'Changed' },
  added: { 'zh-CN': '新增', en: 'Added' },
  removed: { 'zh-CN': '取消', en: 'Removed' },
} satisfies Record<string, Texts>;

export const previewTexts = {
  title: { 'zh-CN': '试算', en: 'Preview' },
  explained: {
    'zh-CN':
      '按每人最近一次决定所依据的情况，用现行规则和此版本各算一年。试算不查询登记，不改变任何决定。名册之后是曾被拒绝的人。从未申请的人不在其中。',
    en: 'Decides a year for everybody who is paid now, by the facts of their last decision, under the rules in force and under this version. It asks no register and changes no decision. Behind the roll come those who were refused. Who never claimed is not in it.',
  },
  oneOff: {
    'zh-CN': '一次性项目：已发放的不受影响，以下是用此版本重算当前批次的结果，供参考。',
    en: 'A one-off: what was paid is not touched. Below is the present cohort as this version would have decided it.',
  },
  from: { 'zh-CN': '自哪一天起施行', en: 'From which day it would hold' },
  fromHint: {
    'zh-CN': '今后一个发放期间的第一天，例如 {day}',
    en: 'The first day of a period to come, such as {day}',
  },
  show: { 'zh-CN': '试算', en: 'Preview' },
  result: { 'zh-CN': '结果', en: 'Result' },
  soFar: {
    'zh-CN': '名册还有后页，以下合计到本页为止。',
    en: 'There are more pages: the figures are of this one and those before it.',
  },
  periods: { 'zh-CN': '所比较的期间', en: 'Periods compared' },
  people: { 'zh-CN': '人数', en: 'People' },
  roll: { 'zh-CN': '名册', en: 'The roll' },
  yearBefore: { 'zh-CN': '一年金额，现行规则', en: 'A year under the rules in force' },
  yearAfter: { 'zh-CN': '一年金额，此版本', en: 'A year under this version' },
  yearDifference: { 'zh-CN': '一年增减（元）', en: 'Difference in a year (yuan)' },
  monthDifference: { 'zh-CN': '平均每月增减（元）', en: 'Difference in a month, on average (yuan)' },
  award: { 'zh-CN': '待遇编号', en: 'Award' },
  effect: { 'zh-CN': '影响', en: 'Effect' },
  before: { 'zh-CN': '现行（元/年）', en: 'Now (yuan a year)' },
  after: { 'zh-CN': '此版本（元/年）', en: 'Changed (yuan a year)' },
  difference: { 'zh-CN': '增减（元）', en: 'Difference (yuan)' },
  why: { 'zh-CN': '不符合或不明的条件', en: 'Conditions failed or unknown' },
  nobody: { 'zh-CN': '名册上没有人。', en: 'There is nobody on the roll.' },
  refused: { 'zh-CN': '曾被拒绝、现可能符合的人', en: 'Refused before, and entitled now' },
  refusedExplained: {
    'zh-CN':
      '现行规则施行以来被拒绝、之后没有再获准的人，每人按最近一次申请计算，依据是当时查到的情况，只有年龄随时间计算。之后的迁移、婚姻、死亡等变化不知道；由审核人员（而非规则）拒绝的，计为不明。是否再来申请也不知道，所以金额是全部来申请时的最高数，不含在上面的合计中。',
    en: 'Everybody refused since the rules in force began who has no claim or award now, each by their last claim and by what the registers said then; only ages go on. Who moved, married or died since is not known, and whom a reviewer refused, not the rules, counts as not known. Nor is it known who would claim again: the money is what it comes to if all do, and is not in the sums above.',
  },
  refusedCost: { 'zh-CN': '全部来申请时一年增加（元）', en: 'More in a year if all of them claim (yuan)' },
  byReviewer: { 'zh-CN': '由审核人员拒绝，不是规则', en: 'A reviewer refused it, not the rules' },
  and: { 'zh-CN': '、', en: ', ' },
  refusedList: { 'zh-CN': '此版本下符合或不明的', en: 'Entitled under this version, or not known' },
  claim: { 'zh-CN': '申请编号', en: 'Claim' },
  publish: { 'zh-CN': '提出施行', en: 'Propose to publish' },
} satisfies Record<string, Texts>;

export const effectTexts = {
  gains: { 'zh-CN': '增加', en: 'Gains' },
  loses: { 'zh-CN': '减少', en: 'Loses' },
  begins: { 'zh-CN': '开始领取', en: 'Begins' },
  ends: { 'zh-CN': '不再符合', en: 'Ends' },
  same: { 'zh-CN': '不变', en: 'Same' },
  unknown: { 'zh-CN': '不明，需查询', en: 'Not known yet' },
} satisfies Record<string, Texts>;

export const refusedEffectTexts = {
  begins: { 'zh-CN': '将会符合', en: 'Would be entitled' },
  unknown: { 'zh-CN': '不明，需查询', en: 'Not known yet' },
  same: { 'zh-CN': '结果不变', en: 'Nothing changes' },
} satisfies Record<string, Texts>;

export const publicationTexts = {
  title: { 'zh-CN': '施行与审批', en: 'Publishing' },
  propose: { 'zh-CN': '提出施行', en: 'Propose to publish' },
  which: { 'zh-CN': '项目和版本', en: 'Programme and version' },
  from: { 'zh-CN': '自哪一天起施行', en: 'From which day it holds' },
  fromHint: {
    'zh-CN': '今后一个发放期间的第一天',
    en: 'The first day of a period to come',
  },
  replaces: {
    'zh-CN': '同一天已批准的施行，以最后批准的为准。',
    en: 'What is approved last for a day is what holds from it.',
  },
  whichMissing: { 'zh-CN': '请选择项目和版本', en: 'Choose a programme and version' },
} satisfies Record<string, Texts>;
