import type { Language, Texts } from '../../../contracts/language.ts';
import type { FieldCode, ProblemCode } from '../../../contracts/problem.ts';
import { fen, formatYuan } from '../../../domain/money/fen.ts';

/** What people read about a refused request: a short title, and where it helps, what to do. */
export const problemTexts: Readonly<Record<ProblemCode, { readonly title: Texts; readonly detail?: Texts }>> =
  {
    'invalid-request': {
      title: { 'zh-CN': '请求内容有误', en: 'The request has errors' },
      detail: {
        'zh-CN': '请按 errors 逐项更正后重新提交。',
        en: 'Correct each item of errors and send it again.',
      },
    },
    'body-encoding': {
      title: { 'zh-CN': '内容不是有效的 UTF-8 文本', en: 'The body is not valid UTF-8 text' },
    },
    'body-json': {
      title: { 'zh-CN': '内容不是有效的 JSON', en: 'The body is not valid JSON' },
      detail: { 'zh-CN': '第 {line} 行第 {column} 列有误。', en: 'See line {line}, column {column}.' },
    },
    'body-unexpected': {
      title: { 'zh-CN': '此请求不应带有内容', en: 'This request takes no body' },
    },
    'idempotency-key-format': {
      title: { 'zh-CN': 'Idempotency-Key 格式不正确', en: 'The Idempotency-Key is not well formed' },
      detail: {
        'zh-CN': '请使用 UUID；登录用户也可使用 8 至 128 个字母、数字或 . _ : - 字符。',
        en: 'Use a UUID; with a token also 8 to 128 letters, digits or . _ : - characters.',
      },
    },
    'token-missing': {
      title: { 'zh-CN': '请先登录', en: 'Sign in first' },
      detail: {
        'zh-CN': '请提供登录令牌（Authorization: Bearer）或申请的查询码（X-Access-Code）。',
        en: 'Send a token (Authorization: Bearer) or the claim’s access code (X-Access-Code).',
      },
    },
    'token-invalid': {
      title: { 'zh-CN': '登录令牌无效', en: 'The token is not valid' },
      detail: { 'zh-CN': '请重新登录。', en: 'Sign in again.' },
    },
    'token-expired': {
      title: { 'zh-CN': '登录令牌已过期', en: 'The token has expired' },
      detail: { 'zh-CN': '请重新登录。', en: 'Sign in again.' },
    },
    'wrong-role': {
      title: { 'zh-CN': '您的岗位无权进行此操作', en: 'Your role may not do this' },
    },
    'wrong-area': {
      title: { 'zh-CN': '此事项不在您负责的地区', en: 'This is outside your area' },
    },
    'wrong-stage': {
      title: { 'zh-CN': '此事项不在您负责的审核环节', en: 'This is at another stage of review than yours' },
    },
    'foreign-origin': {
      title: { 'zh-CN': '不接受其他网站发来的请求', en: 'Requests from other sites are refused' },
    },
    'not-found': {
      title: { 'zh-CN': '未找到', en: 'Not found' },
    },
    'method-not-allowed': {
      title: { 'zh-CN': '此地址不支持该请求方法', en: 'This address does not take this method' },
    },
    'body-too-large': {
      title: { 'zh-CN': '内容过大', en: 'The body is too large' },
      detail: { 'zh-CN': '最多 {maximum} 字节。', en: 'At most {maximum} bytes.' },
    },
    'media-type': {
      title: { 'zh-CN': '内容类型不受支持', en: 'The content type is not supported' },
      detail: { 'zh-CN': '请使用：{accepted}。', en: 'Use one of: {accepted}.' },
    },
    'misdirected-request': {
      title: { 'zh-CN': '请求的主机名不属于本机', en: 'The request names a host that is not this one' },
    },
    'too-many-requests': {
      title: { 'zh-CN': '请求过于频繁', en: 'Too many requests' },
      detail: { 'zh-CN': '请稍后再试。', en: 'Try again later.' },
    },
    'idempotency-key-reused': {
      title: {
        'zh-CN': '同一 Idempotency-Key 已用于不同的内容',
        en: 'This Idempotency-Key was used with another body',
      },
    },
    'stale-version': {
      title: { 'zh-CN': '内容已被他人更改', en: 'Somebody changed this in the meantime' },
      detail: { 'zh-CN': '请重新读取后再操作。', en: 'Read it again, then decide.' },
    },
    'changed-since': {
      title: { 'zh-CN': '您所依据的内容已经改变', en: 'What you decided on has changed since' },
      detail: { 'zh-CN': '请重新读取后再操作。', en: 'Read it again, then decide.' },
    },
    'wrong-state': {
      title: { 'zh-CN': '当前状态不允许此操作', en: 'Its present state does not allow this' },
    },
    'own-family': {
      title: {
        'zh-CN': '事项涉及您本人或亲属，须由他人办理',
        en: 'This concerns yourself or your family; somebody else must do it',
      },
    },
    'absent-barred': {
      title: {
        'zh-CN': '您所代理的人不得办理此事项，须由他人办理',
        en: 'The person you stand in for may not do this themselves; somebody else must do it',
      },
    },
    'took-part': {
      title: {
        'zh-CN': '您已参与此事项的其他环节，须由他人办理',
        en: 'You took part in this before; somebody else must do it',
      },
    },
    'duplicate-claim': {
      title: { 'zh-CN': '该申请已经提交过', en: 'This claim was made before' },
    },
    'hearing-open': {
      title: {
        'zh-CN': '申请人陈述期限未满，不能作出不予批准的决定',
        en: 'The applicant may still answer; nothing is rejected before',
      },
      detail: { 'zh-CN': '{until} 之后方可确认。', en: 'It can be confirmed after {until}.' },
    },
    'rules-not-met': {
      title: {
        'zh-CN': '规则认定不符合条件，须由登记部门或申请人补正',
        en: 'The rules say no; only a register or the applicant can put that right',
      },
    },
    'unknown-programme-or-period': {
      title: {
        'zh-CN': '没有此项目，或此期间不属于该项目',
        en: 'There is no such programme, or it has no such period',
      },
    },
    'same-person': {
      title: { 'zh-CN': '须由另一人办理', en: 'Somebody else must do this' },
      detail: {
        'zh-CN': '编制、提出或导入者本人不得批准。',
        en: 'Who prepared, proposed or imported it does not approve it.',
      },
    },
    'stale-payload': {
      title: { 'zh-CN': '批次已重新编制', en: 'The run was built anew since' },
      detail: {
        'zh-CN': '请重新读取批次，核对后按新的 payloadHash 放行。',
        en: 'Read the run again, look at it, and release it by its new payloadHash.',
      },
    },
    'cooling-off': {
      title: { 'zh-CN': '尚在冷静期内', en: 'It may still be contradicted' },
      detail: { 'zh-CN': '{date}起可以确认。', en: 'It can be confirmed from {date}.' },
    },
    'statement-too-long': {
      title: { 'zh-CN': '分录太多，不能一次取走', en: 'There are too many entries to take away at once' },
      detail: {
        'zh-CN': '最多 {most} 条；请按日期分段。',
        en: 'At most {most}: ask for them by dates.',
      },
    },
    'nothing-to-pay': {
      title: { 'zh-CN': '批次中没有可发放的款项', en: 'The run holds no payment' },
    },
    'cash-short': {
      title: { 'zh-CN': '账户资金不足', en: 'There is not enough cash' },
      detail: {
        'zh-CN': '资金来源 {share} 尚缺 {shortFen} 元。',
        en: 'The share {share} is {shortFen} yuan short.',
      },
    },
    'budget-short': {
      title: { 'zh-CN': '可用预算不足', en: 'There is not enough budget available' },
      detail: {
        'zh-CN': '资金来源 {share} 已审批或已支付的部分不能收回。',
        en: 'What the share {share} has committed or spent cannot be taken from it.',
      },
    },
    'year-closed': {
      title: { 'zh-CN': '该年度已经结账', en: 'The year is closed' },
      detail: {
        'zh-CN': '{year} 年度不再安排或占用预算。',
        en: 'Nothing is added to {year}, or promised in it, any more.',
      },
    },
    'publication-too-late': {
      title: { 'zh-CN': '施行之日已到', en: 'The day it was to hold from has come' },
      detail: {
        'zh-CN': '已作出的决定不再改变。请另行提出一个以后的日期。',
        en: 'What was decided stays decided. Propose a later day.',
      },
    },
    'document-used': {
      title: { 'zh-CN': '该凭证已入账', en: 'This paper was booked already' },
    },
    'fund-short': {
      title: { 'zh-CN': '资金余额不足', en: 'The fund has not as much' },
      detail: {
        'zh-CN': '扣除应付、在途、退回待付和应缴财政的款项后，还差 {shortFen} 元。',
        en: 'Beyond what it owes (due, on its way, come back, or the treasury’s), {shortFen} yuan are missing.',
      },
    },
    'period-not-closable': {
      title: { 'zh-CN': '该期间还不能结账', en: 'The period cannot be closed yet' },
    },
    'accounts-changed': {
      title: {
        'zh-CN': '有收款账户已变更，批次正在重新编制',
        en: 'A payee’s account has changed; the run is being built anew',
      },
    },
    'too-many-reissues': {
      title: {
        'zh-CN': '该笔款项重发次数已达上限',
        en: 'This payment has gone out as often as its id allows',
      },
    },
    'settlement-does-not-fit': {
      title: {
        'zh-CN': '该差异不能这样处理',
        en: 'This break cannot be settled in this way',
      },
      detail: {
        'zh-CN': '请按 settlements 所列方式处理；银行已自行冲正的，无需入账（nothing-to-book）。',
        en: 'See settlements for the ways there are; where the bank has put it right, nothing is booked (nothing-to-book).',
      },
    },
    'settlement-names-nothing': {
      title: {
        'zh-CN': '所指的款项、应收款、差异或资金来源不存在，或当前状态不能用于此',
        en: 'The payment, receivable, break or fund that is named is not there, or not in a state for this',
      },
    },
    'settlement-amount-differs': {
      title: {
        'zh-CN': '挂账金额与处理方式的金额不符',
        en: 'What stands in suspense is not the amount that this would settle',
      },
    },
    'available-short': {
      title: { 'zh-CN': '预算可用额不足', en: 'The budget does not hold as much' },
      detail: { 'zh-CN': '资金来源 {share} 不足。', en: 'The share {share} is short.' },
    },
    'more-than-paid': {
      title: { 'zh-CN': '超过该笔款项的金额', en: 'This is more than the payment' },
      detail: { 'zh-CN': '最多 {mostFen} 元。', en: 'At most {mostFen} yuan.' },
    },
    'assessed-already': {
      title: {
        'zh-CN': '该笔款项已有一项认定尚未通知',
        en: 'The payment was assessed already, and its payee not yet notified',
      },
    },
    'nothing-proposed': {
      title: { 'zh-CN': '没有待批准的意见', en: 'Nothing was proposed that could be approved or refused' },
    },
    'kept-back-by-run': {
      title: { 'zh-CN': '有批次正在扣还', en: 'A run keeps an instalment back for it' },
      detail: {
        'zh-CN': '请先发出、退回或取消批次 {runId}。',
        en: 'First send the run {runId}, send it back, or cancel it.',
      },
    },
    'more-than-owed': {
      title: { 'zh-CN': '超过尚欠金额', en: 'This is more than is owed' },
      detail: {
        'zh-CN': '最多 {mostFen} 元（批次正在扣还的除外）。',
        en: 'At most {mostFen} yuan, beside what a run keeps back.',
      },
    },
    'receipt-used': {
      title: {
        'zh-CN': '该收据已登记为其他金额',
        en: 'This receipt stands for another amount',
      },
    },
    'bank-file-unwritable': {
      title: {
        'zh-CN': '文件不能以该格式下载',
        en: 'The file cannot be had in this format',
      },
      detail: {
        'zh-CN': '其中有该格式无法表示的内容，或者文件过大。请下载放行的格式。',
        en: 'It says something that this format cannot carry, or it is too large. Download the format that is released.',
      },
    },
    'bank-message-unreadable': {
      title: { 'zh-CN': '银行报文无法读取', en: 'The bank’s message cannot be read' },
      detail: {
        'zh-CN': '第 {line} 行第 {column} 列：{reason}。未登记任何内容。',
        en: 'Line {line}, column {column}: {reason}. Nothing of it was booked.',
      },
    },
    'bank-message-incomplete': {
      title: { 'zh-CN': '银行报文不完整', en: 'The bank’s message is not whole' },
      detail: { 'zh-CN': '未登记任何内容。', en: 'Nothing of it was booked.' },
    },
    'upload-refused': {
      title: { 'zh-CN': '上传许可无效或已过期', en: 'The permission to upload is not valid or has expired' },
    },
    'upload-too-large': {
      title: { 'zh-CN': '文件过大', en: 'The file is too large' },
      detail: { 'zh-CN': '最多 {maximum} 字节。', en: 'At most {maximum} bytes.' },
    },
    'upload-media-type': {
      title: { 'zh-CN': '文件不是声明的类型', en: 'The file is not of the type it was announced as' },
      detail: { 'zh-CN': '只接受 PDF、JPEG、PNG。', en: 'PDF, JPEG and PNG are accepted.' },
    },
    'upload-already-sent': {
      title: { 'zh-CN': '该文件已经上传', en: 'This file was sent before' },
    },
    fault: {
      title: { 'zh-CN': '系统出错', en: 'Something went wrong on our side' },
      detail: {
        'zh-CN': '请稍后再试；如仍不成功，请提供 instance 中的编号。',
        en: 'Try again later; if it stays, quote the number in instance.',
      },
    },
    'store-unavailable': {
      title: { 'zh-CN': '系统暂时无法处理', en: 'The system cannot answer at the moment' },
      detail: { 'zh-CN': '请稍后再试。', en: 'Try again later.' },
    },
    'register-unavailable': {
      title: { 'zh-CN': '数据核验系统暂时无法使用', en: 'A register does not answer at the moment' },
      detail: { 'zh-CN': '请稍后再试。', en: 'Try again later.' },
    },
  };

export const fieldTexts: Readonly<Record<FieldCode, Texts>> = {
  missing: { 'zh-CN': '此项必填', en: 'This is missing' },
  'wrong-type': {
    'zh-CN': '类型不正确，应为 {expected}',
    en: 'This is of the wrong type; it must be {expected}',
  },
  'wrong-format': { 'zh-CN': '格式不正确', en: 'This is not in the right format' },
  'wrong-shape': { 'zh-CN': '内容不符合任何一种允许的形式', en: 'This has none of the allowed forms' },
  'not-a-date': { 'zh-CN': '不是有效日期（YYYY-MM-DD）', en: 'This is not a date that exists (YYYY-MM-DD)' },
  'not-a-whole-number': { 'zh-CN': '必须是整数', en: 'This must be a whole number' },
  'not-one-of': { 'zh-CN': '不是允许的取值', en: 'This is not one of the allowed values' },
  'too-short': { 'zh-CN': '至少 {minimum} 个字符', en: 'This must have at least {minimum} characters' },
  'too-long': { 'zh-CN': '最多 {maximum} 个字符', en: 'This may have at most {maximum} characters' },
  'too-small': { 'zh-CN': '不得小于 {minimum}', en: 'This must be at least {minimum}' },
  'too-large': { 'zh-CN': '不得大于 {maximum}', en: 'This may be at most {maximum}' },
  'too-few': { 'zh-CN': '至少 {minimum} 项', en: 'There must be at least {minimum}' },
  'too-many': { 'zh-CN': '最多 {maximum} 项', en: 'There may be at most {maximum}' },
  'unknown-member': { 'zh-CN': '不应有此项', en: 'This is not asked for' },
  'duplicate-member': { 'zh-CN': '此项重复', en: 'This occurs twice' },
  'personal-number': {
    'zh-CN': '请去掉身份证号码、电话和账号',
    en: 'Leave out identity numbers, phones and accounts',
  },
  'not-valid': { 'zh-CN': '内容无效', en: 'This is not valid' },

  'resident-id-check-digit': {
    'zh-CN': '身份证号码校验位不正确，请核对',
    en: 'The check digit of this identity number is wrong; look at it again',
  },
  'resident-id-birth-date': {
    'zh-CN': '身份证号码中的出生日期不存在',
    en: 'The birth date in this identity number does not exist',
  },
  'in-the-future': { 'zh-CN': '日期不得晚于今天', en: 'This date is in the future' },
  'not-in-the-future': { 'zh-CN': '日期须晚于今天', en: 'This date must be later than today' },
  'not-a-first-day': {
    'zh-CN': '须为一个发放期间的第一天',
    en: 'This must be the first day of a period',
  },
  'outside-version': {
    'zh-CN': '不在此版本自身的有效期内',
    en: 'This is outside the version’s own dates',
  },
  'before-birth': { 'zh-CN': '日期早于出生日期', en: 'This date is before the birth' },
  'child-older-than-parent': { 'zh-CN': '子女年龄大于父母', en: 'The child is older than a parent' },
  'unknown-programme': { 'zh-CN': '没有此项目', en: 'There is no such programme' },
  'unknown-area': { 'zh-CN': '没有此地区代码', en: 'There is no such area code' },
  'not-asked-for': {
    'zh-CN': '此项目不需要此信息，请勿填写',
    en: 'This programme does not ask for this; leave it out',
  },
  'same-person-twice': { 'zh-CN': '同一人填写了两次', en: 'The same person stands here twice' },
  'no-such-upload': {
    'zh-CN': '没有收到为此申请上传的该文件',
    en: 'No such file was received for this claim',
  },
  unexplained: {
    'zh-CN': '期内尚有未了事项，须说明',
    en: 'What is still open in it has to be explained',
  },
  'period-not-over': { 'zh-CN': '该期间尚未结束', en: 'The period is not over' },
  'earlier-period-open': {
    'zh-CN': '更早的期间尚未结账',
    en: 'An earlier period is still open',
  },
  'books-unbalanced': { 'zh-CN': '试算不平衡', en: 'The trial balance does not balance' },
  'runs-not-sent': {
    'zh-CN': '仍有批次尚未送达银行',
    en: 'A run is not yet with the bank',
  },
  'claims-waiting': {
    'zh-CN': '仍有申请或待遇在等候该年度的资金',
    en: 'Claims or awards wait for the year’s money',
  },
  'must-be-declared': { 'zh-CN': '须作出声明', en: 'The declaration must be made' },
};

/** Puts parameters into a text, fen as yuan; a text that wants one which is not there is a fault of ours. */
export function textIn(
  texts: Texts,
  language: Language,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return texts[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`no parameter "${name}" for a text`);
    return typeof value === 'number' && name.endsWith('Fen') ? formatYuan(fen(value)) : String(value);
  });
}
