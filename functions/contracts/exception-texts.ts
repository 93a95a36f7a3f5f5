import type { ExceptionReason } from '../domain/reconciliation/exception-reason.ts';
import type { Texts } from './language.ts';

/** What a break is, and what to do about it first, as finance reads it. */
export const exceptionTexts: Readonly<
  Record<ExceptionReason, { readonly text: Texts; readonly nextStep: Texts }>
> = {
  'amount-differs': {
    text: { 'zh-CN': '银行记账金额与指令不符', en: 'The bank booked another amount than was instructed' },
    nextStep: {
      'zh-CN': '请银行冲正；银行确认已按此付款的，认可该笔，多付的追回，少付的补发。',
      en: 'Ask the bank to put it right; if it stands, accept the payment: what is too much is recovered, what is missing is paid.',
    },
  },
  duplicate: {
    text: { 'zh-CN': '同一笔款项重复入账', en: 'The same payment was booked twice' },
    nextStep: {
      'zh-CN': '请银行查明并退回；领取人已收到两次的，转为应收款追回。',
      en: 'Ask the bank to look into it and give it back; if the payee has it twice, it becomes a receivable.',
    },
  },
  'not-sent': {
    text: {
      'zh-CN': '银行记了一笔我方尚未发出的款项',
      en: 'The bank booked a payment that we have not sent',
    },
    nextStep: {
      'zh-CN': '请银行说明指令来源；不是我方指令的，要求退回。',
      en: 'Ask the bank whose instruction it was; if it was none of ours, ask for the money back.',
    },
  },
  'paid-after-rejection': {
    text: { 'zh-CN': '银行先拒绝后又付出', en: 'The bank paid what it had rejected' },
    nextStep: {
      'zh-CN': '与领取人核实是否到账：到账的认可为该笔款项，未到账的请银行退回。在此之前不要重发。',
      en: 'Ask the payee whether it arrived: if so, accept it as the payment; if not, ask for it back. Do not pay again before.',
    },
  },
  'rejected-after-settlement': {
    text: { 'zh-CN': '银行记账后又称拒绝', en: 'The bank rejects what it has booked as paid' },
    nextStep: {
      'zh-CN': '没有资金变动。请银行说明；款项退回时按退汇处理。',
      en: 'No money moved. Ask the bank; if the money comes back, it is a return.',
    },
  },
  'return-amount-differs': {
    text: { 'zh-CN': '退回金额与付款金额不符', en: 'Another amount came back than was paid' },
    nextStep: {
      'zh-CN': '与银行核对差额（如手续费），再认定为该笔款项的退回。',
      en: 'Clear the difference with the bank (a charge, say), then settle it as the payment’s return.',
    },
  },
  'unexpected-credit': {
    text: { 'zh-CN': '收到一笔与该款项状态不符的款', en: 'Money came for a payment that it does not fit' },
    nextStep: {
      'zh-CN': '请银行说明来源，再认定其归属。',
      en: 'Ask the bank where it comes from, then say what it is.',
    },
  },
  'unexpected-debit': {
    text: {
      'zh-CN': '银行多扣一笔与该款项状态不符的款',
      en: 'Money went for a payment that it does not fit',
    },
    nextStep: {
      'zh-CN': '请银行说明原因；属误扣的要求退回。',
      en: 'Ask the bank why; if it was a mistake, ask for it back.',
    },
  },
  'late-return': {
    text: { 'zh-CN': '批次关闭后退回', en: 'A payment came back after its run was closed' },
    nextStep: {
      'zh-CN': '按退汇原因核实领取人和账户；仍应发放的，认定为退回，生成补发款；不应发放的，认定为不再发放。',
      en: 'Look into the reason; if it is still owed, settle it as a return and it is paid as a correction; if not, as not due.',
    },
  },
  'unknown-id': {
    text: { 'zh-CN': '编号不是我方的', en: 'The reference is none of ours' },
    nextStep: {
      'zh-CN': '请银行说明这笔款项的来源或去向，再认定其归属。',
      en: 'Ask the bank where it came from or went, then say what it is.',
    },
  },
  'no-id': {
    text: { 'zh-CN': '银行记账没有我方编号', en: 'Money moved without a reference' },
    nextStep: {
      'zh-CN': '对照缴款单、手续费和拨款单认定；查不明的，请银行说明。',
      en: 'Compare with deposits, charges and transfers; where that does not tell, ask the bank.',
    },
  },
  'batch-differs': {
    text: {
      'zh-CN': '整批记账金额与文件未结金额不符',
      en: 'A booking for a whole file differs from what is outstanding',
    },
    nextStep: {
      'zh-CN': '请银行提供逐笔明细；明细入账后，此笔认定为已另行记账。',
      en: 'Ask the bank for the single payments; once they are booked, settle this as booked elsewhere.',
    },
  },
  replaced: {
    text: {
      'zh-CN': '银行提到已被重发替代的旧指令',
      en: 'The bank speaks of an instruction that was replaced by a reissue',
    },
    nextStep: {
      'zh-CN': '查明旧指令是否也已付出；重复付出的，要求退回或追回。',
      en: 'Find out whether the old one was paid as well; if so, it is given back or recovered.',
    },
  },
  'no-answer': {
    text: { 'zh-CN': '已发出，银行逾期没有任何结果', en: 'Sent, and the bank has not spoken of it in time' },
    nextStep: {
      'zh-CN': '系统已用原编号查询；请致电银行催办。没有银行答复之前不得重发。',
      en: 'It was asked after with the same id; call the bank. It is never sent anew before the bank has answered.',
    },
  },
  'never-received': {
    text: { 'zh-CN': '银行称没有收到这笔付款', en: 'The bank says that it never received the payment' },
    nextStep: {
      'zh-CN': '用原编号再次查询。不能向其查询的银行，请取得书面确认：没有收到、也不会再付。',
      en: 'Ask again under the same id. A bank that cannot be asked so confirms in writing that it has it not and will not pay it.',
    },
  },
  'file-refused': {
    text: { 'zh-CN': '银行拒收整个文件', en: 'The bank refuses a whole file' },
    nextStep: {
      'zh-CN': '没有付款。按银行给出的原因改正后重新编制。',
      en: 'Nothing was paid. Correct what the bank names, and build it again.',
    },
  },
  contradictory: {
    text: {
      'zh-CN': '银行称拒绝整个文件，同一报文又称其中有款项已受理',
      en: 'The bank refuses a whole file, and says in the same message that payments in it are accepted',
    },
    nextStep: {
      'zh-CN': '没有按整批拒绝处理。请银行更正报文；更正之前不得重发。',
      en: 'It was not taken as a refusal. Ask the bank for a message that is right; nothing is sent anew before that.',
    },
  },
  unreadable: {
    text: { 'zh-CN': '报文中有一处无法读取', en: 'A part of the message cannot be read' },
    nextStep: {
      'zh-CN': '请银行重发该报文；其余内容已入账。',
      en: 'Ask the bank to send the message again; the rest of it was booked.',
    },
  },
  'balance-differs': {
    text: {
      'zh-CN': '对账单期初加发生额不等于期末',
      en: 'A statement’s opening balance and entries do not give its closing',
    },
    nextStep: {
      'zh-CN': '请银行核对并重发对账单。',
      en: 'Ask the bank to check the statement and send it again.',
    },
  },
  'sequence-gap': {
    text: { 'zh-CN': '缺少对账单', en: 'A statement is missing' },
    nextStep: {
      'zh-CN': '请银行补发缺少的对账单。',
      en: 'Ask the bank for the statement that is missing.',
    },
  },
  'opening-differs': {
    text: {
      'zh-CN': '对账单期初余额与上一份的期末余额不符',
      en: 'A statement does not open with the balance that the one before it closed with',
    },
    nextStep: {
      'zh-CN': '查明两份之间是否缺少对账单；不缺的，请银行更正并重发有误的一份。',
      en: 'Find out whether a statement is missing between the two; if none is, ask the bank to correct the wrong one.',
    },
  },
};
