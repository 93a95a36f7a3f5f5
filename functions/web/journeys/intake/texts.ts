import type { ClaimColumn } from '../../../app/claims/claim-of-row.ts';
import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '窗口受理', en: 'Claims at the counter' },
  hint: {
    'zh-CN': '为站在窗口前的申请人填写。先核对其身份证件。收据和查询码打印后交给申请人。',
    en: 'For somebody who stands before you. See their identity document first. Print the receipt with its code and hand it over.',
  },
  toSheet: { 'zh-CN': '按表格成批受理', en: 'Take in a whole sheet' },
  sheetTitle: { 'zh-CN': '成批受理', en: 'A sheet of claims' },
  sheetHint: {
    'zh-CN': '一行一份申请，一次至多 400 行。先逐行核对；全部无误之前，什么也不会保存。',
    en: 'A claim a row, at most 400 rows at once. Each row is checked first: nothing is kept until all are in order.',
  },
  template: { 'zh-CN': '下载表格模板', en: 'Take the template' },
  sheet: { 'zh-CN': '表格内容', en: 'The sheet' },
  pasteHint: {
    'zh-CN': '从表格软件复制后粘贴，或粘贴 CSV，第一行为列名',
    en: 'Copy from the spreadsheet and paste, or paste CSV; the headings come first',
  },
  fromFile: { 'zh-CN': '或从文件读入', en: 'Or read it from a file' },
  check: { 'zh-CN': '核对', en: 'Check it' },
  wrong: { 'zh-CN': '{n} 处有误；什么也没有保存', en: '{n} things are wrong; nothing is kept' },
  errors: { 'zh-CN': '需要更正的内容', en: 'What has to be corrected' },
  row: { 'zh-CN': '行', en: 'Row' },
  column: { 'zh-CN': '列', en: 'Column' },
  what: { 'zh-CN': '问题', en: 'What is wrong' },
  inOrder: { 'zh-CN': '{n} 份申请填写无误，尚未提交。', en: '{n} claims are in order. None is sent yet.' },
  declaration: {
    'zh-CN': '我已逐份核对申请人的身份证件和签字的申请表，内容一致。',
    en: 'For each of them I have seen the identity document and the signed form, and this is what they say.',
  },
  mustDeclare: { 'zh-CN': '请先确认', en: 'Confirm this first' },
  send: { 'zh-CN': '提交 {n} 份申请', en: 'Send {n} claims' },
  sent: { 'zh-CN': '已受理 {done} 份，未受理 {left} 份', en: '{done} were taken in, {left} were not' },
  outcome: { 'zh-CN': '结果', en: 'What became of each' },
  applicant: { 'zh-CN': '申请人', en: 'Applicant' },
  reference: { 'zh-CN': '受理编号', en: 'Reference' },
  code: { 'zh-CN': '查询码', en: 'Access code' },
  under: {
    'zh-CN': '正在受理：已处理 {done} 行，共 {all} 行',
    en: 'Being taken in: {done} of {all} rows so far',
  },
  underHint: {
    'zh-CN': '本页自动更新。可以离开，回到本页后接着受理，不会重复。',
    en: 'This page goes on by itself. You may leave it: it goes on when you come back, and takes nothing in twice.',
  },
  lookNow: { 'zh-CN': '现在更新', en: 'Go on now' },
  refused: { 'zh-CN': '未受理的行', en: 'Rows that were not taken in' },
  toLatest: { 'zh-CN': '上一次提交的表格', en: 'The sheet that you sent last' },
  handOver: {
    'zh-CN': '请打印此页，把编号和查询码分别交给各申请人。',
    en: 'Print this page, and give each applicant their reference and code.',
  },
} satisfies Record<string, Texts>;

/** Why what was pasted is no sheet of claims. */
export type SheetError = 'empty' | 'not-a-sheet' | 'other-columns' | 'too-many-rows' | 'too-long';

export const sheetErrorTexts: Readonly<Record<SheetError, Texts>> = {
  empty: { 'zh-CN': '表格中没有申请', en: 'There is no claim in it' },
  'not-a-sheet': { 'zh-CN': '无法读取，请检查引号', en: 'It cannot be read; look at its quotation marks' },
  'other-columns': { 'zh-CN': '列名与模板不符', en: 'Its headings are not those of the template' },
  'too-many-rows': {
    'zh-CN': '超过 400 行，请分批提交',
    en: 'There are more than 400 rows; send it in parts',
  },
  'too-long': { 'zh-CN': '内容过长，请分批提交', en: 'It is too long; send it in parts' },
};

export const columnTexts: Readonly<Record<ClaimColumn, Texts>> = {
  programme: { 'zh-CN': '项目代码', en: 'Programme' },
  applicantName: { 'zh-CN': '申请人姓名', en: 'Applicant’s name' },
  applicantId: { 'zh-CN': '申请人身份证号', en: 'Applicant’s identity number' },
  areaCode: { 'zh-CN': '地区代码', en: 'Area code' },
  phone: { 'zh-CN': '电话', en: 'Telephone' },
  spouseName: { 'zh-CN': '配偶姓名', en: 'Spouse’s name' },
  spouseId: { 'zh-CN': '配偶身份证号', en: 'Spouse’s identity number' },
  childIds: { 'zh-CN': '子女身份证号（用;隔开）', en: 'Children’s identity numbers (with ; between)' },
  bankCode: { 'zh-CN': '开户行代码', en: 'Bank’s code' },
  bankAccount: { 'zh-CN': '银行账号', en: 'Account' },
  certificateNo: { 'zh-CN': '独生子女证号', en: 'Certificate' },
  retiredOn: { 'zh-CN': '退休日期', en: 'Retired on' },
  onBehalfOf: { 'zh-CN': '代谁申请（身份证号）', en: 'On behalf of (identity number)' },
  relation: { 'zh-CN': '关系', en: 'Relation' },
};
