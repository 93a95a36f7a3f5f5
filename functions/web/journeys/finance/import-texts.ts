import type { UnreadableCode } from '../../../contracts/bank/unreadable-bank-message.ts';
import type { Texts } from '../../../contracts/language.ts';

export const importTexts = {
  hint: {
    'zh-CN': '对账单、通知、付款结果（camt.053、camt.054、pain.002）。同一文件再次导入不改变任何内容。',
    en: 'Statements, notifications, results (camt.053, camt.054, pain.002). The same file again changes nothing.',
  },
  csvHint: {
    'zh-CN': '本区开户银行的 CSV 结果文件。',
    en: 'The results in columns (CSV) of the district’s own bank.',
  },
  xml: { 'zh-CN': 'XML 报文', en: 'An XML message' },
  csv: { 'zh-CN': 'CSV 结果文件', en: 'A CSV file' },
  file: { 'zh-CN': '选择文件，或拖到这里', en: 'Choose a file, or drop it here' },
  fileHint: { 'zh-CN': '至多 32 MB', en: 'At most 32 MB' },
  send: { 'zh-CN': '上传', en: 'Send it' },
  tooLarge: { 'zh-CN': '文件超过 32 MB', en: 'The file is larger than 32 MB' },
  wrongType: { 'zh-CN': '请选择一个这种格式的文件', en: 'Choose a file of this kind' },
  notTaken: { 'zh-CN': '文件没有收到，请重新上传', en: 'The file was not taken; send it again' },
  title: { 'zh-CN': '银行报文', en: 'A bank’s message' },
  arrived: {
    'zh-CN': '文件已收到，尚未入账。',
    en: 'The file is here. Nothing of it is booked yet.',
  },
  start: { 'zh-CN': '导入并入账', en: 'Import and book it' },
  importing: {
    'zh-CN': '正在导入。大文件需要几分钟，可以离开此页，稍后回来看。',
    en: 'It is being imported. A large file takes minutes; you can leave this page and come back.',
  },
  look: { 'zh-CN': '查看进度', en: 'See how far it is' },
  imported: { 'zh-CN': '已导入', en: 'Imported' },
  message: { 'zh-CN': '报文编号', en: 'Message' },
  matched: { 'zh-CN': '已核销', en: 'Matched' },
  returned: { 'zh-CN': '退回', en: 'Came back' },
  rejected: { 'zh-CN': '被拒绝', en: 'Refused by the bank' },
  exceptions: { 'zh-CN': '差异', en: 'Exceptions' },
  toExceptions: { 'zh-CN': '查看差异', en: 'See the exceptions' },
  another: { 'zh-CN': '导入另一个文件', en: 'Import another file' },
  refused: { 'zh-CN': '没有导入', en: 'Not imported' },
  nothingBooked: { 'zh-CN': '其中任何内容都没有入账。', en: 'Nothing of it is booked.' },
  place: { 'zh-CN': '第 {line} 行，第 {column} 列', en: 'Line {line}, column {column}' },
  where: { 'zh-CN': '位置', en: 'Where' },
  why: { 'zh-CN': '原因', en: 'Why' },
} satisfies Record<string, Texts>;

/** Why nothing of a message was booked. */
export const refusalTexts = {
  'bank-message-unreadable': { 'zh-CN': '报文无法读取', en: 'It cannot be read' },
  'bank-message-incomplete': {
    'zh-CN': '报文不完整，请银行重新发送',
    en: 'It is not whole; ask the bank to send it again',
  },
  'took-part': {
    'zh-CN': '您编制或放行了其中的批次，须由他人导入',
    en: 'You prepared or released a run in it; somebody else must import it',
  },
} satisfies Record<string, Texts>;

const unreadableTexts: Readonly<Record<UnreadableCode, Texts>> = {
  empty: { 'zh-CN': '文件是空的', en: 'The file is empty' },
  'not-xml': { 'zh-CN': '不是 XML', en: 'It is not XML' },
  'not-utf-8': { 'zh-CN': '不是 UTF-8 编码', en: 'It is not in UTF-8' },
  'not-gb18030': { 'zh-CN': '不是 GB18030 编码', en: 'It is not in GB18030' },
  doctype: { 'zh-CN': '含有不允许的 DOCTYPE', en: 'It has a DOCTYPE, which is not taken' },
  'too-deep': { 'zh-CN': '层次过深', en: 'It is nested too deeply' },
  'too-long': { 'zh-CN': '有一项过长', en: 'A part of it is too long' },
  'too-large': { 'zh-CN': '文件过大', en: 'It is too large' },
  'too-many': { 'zh-CN': '有一类内容过多', en: 'It has too many parts of a kind' },
  truncated: { 'zh-CN': '文件在此中断', en: 'It breaks off here' },
  'unknown-message': { 'zh-CN': '不是我们能读的报文类型', en: 'It is no message that we read' },
  'not-columns': { 'zh-CN': '列与银行的格式不符', en: 'Its columns are not the bank’s' },
  'does-not-add-up': { 'zh-CN': '合计与明细不符', en: 'Its totals are not what its lines come to' },
  'missing-identification': { 'zh-CN': '缺少报文编号', en: 'It has no identification' },
};

function isUnreadableCode(code: string): code is UnreadableCode {
  return Object.hasOwn(unreadableTexts, code);
}

/** What kept a message from being read. */
export function unreadableText(code: string): Texts {
  return isUnreadableCode(code) ? unreadableTexts[code] : { 'zh-CN': code, en: code };
}
