import type { Texts } from '../../../contracts/language.ts';
import type { ReceivableAct } from '../../../domain/receivables/receivable-acts.ts';
import type { ReceivableEvent, RecoveryState } from '../../../domain/receivables/recovery-lifecycle.ts';

export const receivableTexts = {
  one: { 'zh-CN': '多发的款项', en: 'An overpayment' },
  lead: {
    'zh-CN':
      '多发多半出于登记、计算或银行的差错，不等于家庭有过错。收回前先通知，可以异议，可以缓，也可以免。',
    en: 'Most come of a mistake in a register, a sum or at the bank, and are no fault of the family. They are told first, may object, may be given time, and may be let off.',
  },
  none: { 'zh-CN': '没有这样的款项。', en: 'There is none.' },
  state: { 'zh-CN': '办理状态', en: 'Where it stands' },
  of: { 'zh-CN': '项目和期间', en: 'Programme and period' },
  amount: { 'zh-CN': '多发', en: 'Paid too much' },
  left: { 'zh-CN': '尚欠', en: 'Still owed' },
  assessedOn: { 'zh-CN': '认定日期', en: 'Found on' },
  dueOn: { 'zh-CN': '异议期限', en: 'May object until' },
  days: { 'zh-CN': '{day}（{n} 天）', en: '{day} ({n} days)' },
  approvalWaits: { 'zh-CN': '有提议待批准', en: 'A proposal waits' },
  id: { 'zh-CN': '编号', en: 'Number' },
  payment: { 'zh-CN': '多发的那笔', en: 'The payment' },
  award: { 'zh-CN': '待遇', en: 'Award' },
  openAward: { 'zh-CN': '查看申请', en: 'See the claim' },
  exception: { 'zh-CN': '银行差错', en: 'The bank’s mistake' },
  openException: { 'zh-CN': '查看对账差异', en: 'See the exception' },
  keptBackFor: { 'zh-CN': '当时抵扣用于', en: 'What was kept back went to' },
  reason: { 'zh-CN': '原因', en: 'Why' },
  assessed: { 'zh-CN': '认定', en: 'Found by' },
  notified: { 'zh-CN': '通知', en: 'Notified by' },
  repaid: { 'zh-CN': '已归还', en: 'Paid back' },
  keptBack: { 'zh-CN': '已从待遇中抵扣', en: 'Kept back from later payments' },
  reserved: { 'zh-CN': '批次正要抵扣', en: 'A run is to keep back' },
  openRun: { 'zh-CN': '查看批次', en: 'Open the run' },
  reservedHint: {
    'zh-CN': '批次发出、退回或取消以后，才能缓收、免除或核销。',
    en: 'Until that run is sent, sent back or cancelled, it cannot be paused or let off.',
  },
  givenUp: { 'zh-CN': '不再收回', en: 'Not asked back' },
  history: { 'zh-CN': '经过', en: 'What happened' },
  system: { 'zh-CN': '系统', en: 'by itself' },
  receipt: { 'zh-CN': '收据 {n}', en: 'receipt {n}' },
  viaCash: { 'zh-CN': '现金', en: 'in cash' },
  viaBank: { 'zh-CN': '银行转账', en: 'by bank' },
  viaKeptBack: { 'zh-CN': '从待遇中抵扣', en: 'kept back from a payment' },
  now: { 'zh-CN': '现在可以办理', en: 'What can be done now' },
  notifyByAnother: {
    'zh-CN': '由认定者以外的人通知领取人。',
    en: 'Somebody else than who found it notifies the payee.',
  },
  choose: { 'zh-CN': '请选择一项', en: 'Choose one' },
  why: { 'zh-CN': '理由', en: 'Why' },
  whyHint: {
    'zh-CN': '除通知、同意、恢复收回外须写明；记入审计，不要写姓名或号码',
    en: 'Needed but for notifying, agreeing and going on; kept in the audit: no names, no numbers of people',
  },
  record: { 'zh-CN': '办理', en: 'Record' },
  recorded: { 'zh-CN': '已记录。', en: 'Recorded.' },
  proposed: { 'zh-CN': '已提出，等待另一人批准。', en: 'Proposed; another person approves it.' },
  proposal: { 'zh-CN': '待批准的提议', en: 'What is proposed' },
  proposedAct: { 'zh-CN': '提议', en: 'Proposed' },
  proposedBy: { 'zh-CN': '提出人', en: 'Proposed by' },
  proposalWaits: { 'zh-CN': '等待另一人批准或退回。', en: 'Another person approves or refuses it.' },
  approveHint: {
    'zh-CN': '批准后家庭不再欠这笔钱，并立即入账。',
    en: 'Once approved the family owes nothing of this any more, and it is booked at once.',
  },
  refuseWhy: { 'zh-CN': '退回的理由', en: 'Why it is refused' },
  approve: { 'zh-CN': '批准', en: 'Approve' },
  refuse: { 'zh-CN': '退回', en: 'Refuse' },
  appealTitle: { 'zh-CN': '对异议作出决定', en: 'Decide the objection' },
  appealHint: {
    'zh-CN': '由未参与认定和通知的人决定。',
    en: 'Decided by somebody who neither found it nor notified the payee.',
  },
  outcome: { 'zh-CN': '异议是否成立', en: 'Is the objection right?' },
  decide: { 'zh-CN': '作出决定', en: 'Decide' },
  decisionWhy: { 'zh-CN': '决定的理由', en: 'Why it is so decided' },
  repayTitle: { 'zh-CN': '登记归还的现金', en: 'Record cash that was paid back' },
  repayHint: {
    'zh-CN': '按今天入账；还清即结。转账归还的，在对账差异中凭上面的编号认作“应收款的还款”，不在这里登记。',
    en: 'Booked with today’s date; the last fen ends it. Who pays by bank is recorded at the exception, as what repays the receivable of the number above, and not here.',
  },
  repayAmount: { 'zh-CN': '归还金额（元）', en: 'Paid back, in yuan' },
  repayReceipt: { 'zh-CN': '收据号', en: 'Number of the receipt' },
  repayReceiptHint: {
    'zh-CN': '字母、数字和连字符，例如 SJ-2008-0001；同一收据只计一次',
    en: 'Letters, digits and hyphens, such as SJ-2008-0001; a receipt counts once',
  },
  repay: { 'zh-CN': '登记归还', en: 'Record it' },
  amountWrong: { 'zh-CN': '请填写金额，例如 100.00', en: 'Enter an amount such as 100.00' },
} satisfies Record<string, Texts>;

export const overpaidTexts = {
  title: { 'zh-CN': '多发了？', en: 'Was it too much?' },
  paid: { 'zh-CN': '已发', en: 'Paid' },
  notWithPayee: {
    'zh-CN': '款项到账以后才能认定多发。',
    en: 'Only what the payee has can be found too much.',
  },
  unnotified: {
    'zh-CN': '已有一项认定还没有通知，先通知或撤销。',
    en: 'One was found and is not yet notified: it is notified or dropped first.',
  },

  hint: {
    'zh-CN': '认定后，由另一人通知领取人，家庭可以异议；在此之前不入账，也不向家庭收取。',
    en: 'Another person then notifies the payee, who may object; until then nothing is booked and nobody is asked to pay.',
  },
  amount: { 'zh-CN': '多发的金额（元）', en: 'How much too much, in yuan' },
  why: { 'zh-CN': '为何多发', en: 'Why it was too much' },
  find: { 'zh-CN': '认定多发', en: 'Find it too much' },
  earlier: { 'zh-CN': '已认定的多发', en: 'Found too much before' },
} satisfies Record<string, Texts>;

export const recoveryStateTexts: Readonly<Record<RecoveryState, Texts>> = {
  assessed: { 'zh-CN': '待通知', en: 'To be notified' },
  notified: { 'zh-CN': '已通知', en: 'Notified' },
  stayed: { 'zh-CN': '异议中', en: 'Objected' },
  recovering: { 'zh-CN': '收回中', en: 'Being paid back' },
  paused: { 'zh-CN': '暂缓', en: 'Paused' },
  recovered: { 'zh-CN': '已还清', en: 'Paid back' },
  'written-off': { 'zh-CN': '已核销', en: 'Written off' },
  cancelled: { 'zh-CN': '不再收回', en: 'Not asked back' },
};

/** What a state means to the family. */
export const recoveryStateHints: Readonly<Record<RecoveryState, Texts>> = {
  assessed: {
    'zh-CN': '家庭还不知道，也还不欠款。',
    en: 'The family does not know yet, and owes nothing yet.',
  },
  notified: {
    'zh-CN': '家庭已收到通知；异议期限内不收回。',
    en: 'The family has been told; nothing is asked back while they may object.',
  },
  stayed: {
    'zh-CN': '等待复议决定；在此之前不收回。',
    en: 'It waits for the decision on their objection; nothing is asked back until then.',
  },
  recovering: {
    'zh-CN':
      '从以后的待遇中分期抵扣，每次不超过政策规定的比例，并留足基本数额；家中有人去世后的一段时间不抵扣。家庭也可以自己归还。',
    en: 'Kept back from later payments by instalments, each within the policy’s limits; nothing is kept back for some time after a death in the family. They may also pay it themselves.',
  },
  paused: {
    'zh-CN': '因家庭困难暂缓；不抵扣，也不催收。',
    en: 'Paused for hardship: nothing is kept back or asked for.',
  },
  recovered: { 'zh-CN': '家庭不再欠款。', en: 'The family owes nothing any more.' },
  'written-off': { 'zh-CN': '不再向家庭收取。', en: 'The family is not asked for it any more.' },
  cancelled: { 'zh-CN': '家庭不欠款。', en: 'The family owes nothing.' },
};

/** An act in words, and what it brings about for the family. */
export const receivableActTexts: Readonly<
  Record<Exclude<ReceivableAct, 'approve' | 'refuse'>, { readonly text: Texts; readonly hint: Texts }>
> = {
  notify: {
    text: { 'zh-CN': '通知领取人', en: 'Notify the payee' },
    hint: {
      'zh-CN': '家庭会收到通知和异议期限；到期没有异议才开始收回。同时入账。',
      en: 'The family is told, with the time in which they may object; only after it is anything asked back. It is booked.',
    },
  },
  agree: {
    text: { 'zh-CN': '领取人同意归还', en: 'The payee agrees' },
    hint: {
      'zh-CN': '不再等异议期限：从下一批起分期抵扣，或由家庭自己归还。',
      en: 'The time to object is not waited for: kept back by instalments from the next run on, or paid by the family.',
    },
  },
  appeal: {
    text: { 'zh-CN': '领取人有异议', en: 'The payee objects' },
    hint: {
      'zh-CN': '停止收回，由复议人员决定。',
      en: 'Nothing is asked back until an appeals officer has decided.',
    },
  },
  hardship: {
    text: { 'zh-CN': '家庭困难，暂缓', en: 'Pause it for hardship' },
    hint: {
      'zh-CN': '不再抵扣，直到复核。',
      en: 'Nothing is kept back until it is looked at again.',
    },
  },
  review: {
    text: { 'zh-CN': '复核后恢复收回', en: 'Go on after looking again' },
    hint: {
      'zh-CN': '从下一批起继续分期抵扣。',
      en: 'Instalments are kept back again from the next run on.',
    },
  },
  waive: {
    text: { 'zh-CN': '提议免除', en: 'Propose to let it off' },
    hint: {
      'zh-CN': '另一人批准后，家庭不再欠款。',
      en: 'Once another person approves, the family owes nothing any more.',
    },
  },
  'write-off': {
    text: { 'zh-CN': '提议核销', en: 'Propose to write it off' },
    hint: {
      'zh-CN': '确实无法收回时用。另一人批准后不再收取，列为损失。',
      en: 'Where it cannot be had back. Once another person approves, it is a loss and not asked for any more.',
    },
  },
};

/** Letting off what is not in the books yet takes one person. */
export const dropTexts = {
  text: { 'zh-CN': '撤销认定', en: 'Drop it' },
  hint: {
    'zh-CN': '立即结束；家庭不欠款，也不会收到通知。',
    en: 'It ends at once; the family owes nothing and is not notified.',
  },
} satisfies Record<string, Texts>;

export const appealOutcomeTexts = {
  uphold: {
    text: { 'zh-CN': '异议成立', en: 'It is right' },
    hint: {
      'zh-CN': '不再收回；家庭不欠款，账上冲回。',
      en: 'Nothing is asked back: the family owes nothing, and it is booked back.',
    },
  },
  dismiss: {
    text: { 'zh-CN': '异议不成立', en: 'It is not' },
    hint: {
      'zh-CN': '从下一批起分期抵扣，或由家庭自己归还。',
      en: 'Kept back by instalments from the next run on, or paid by the family.',
    },
  },
} satisfies Record<string, { readonly text: Texts; readonly hint: Texts }>;

export const receivableEventTexts: Readonly<Record<ReceivableEvent, Texts>> = {
  assess: { 'zh-CN': '认定多发', en: 'Found to be too much' },
  notify: { 'zh-CN': '通知领取人', en: 'The payee was notified' },
  agree: { 'zh-CN': '领取人同意归还', en: 'The payee agreed' },
  appeal: { 'zh-CN': '领取人提出异议', en: 'The payee objected' },
  'window-ended': { 'zh-CN': '异议期限已过，开始收回', en: 'The time to object was over' },
  dismiss: { 'zh-CN': '异议不成立', en: 'The objection was dismissed' },
  uphold: { 'zh-CN': '异议成立，不再收回', en: 'The objection was upheld' },
  'kept-back': { 'zh-CN': '批次编入抵扣', en: 'A run is to keep back an instalment' },
  instalment: { 'zh-CN': '归还一部分', en: 'A part was paid back' },
  paid: { 'zh-CN': '还清', en: 'The last was paid back' },
  hardship: { 'zh-CN': '因家庭困难暂缓', en: 'Paused for hardship' },
  review: { 'zh-CN': '复核后恢复收回', en: 'Gone on with' },
  waive: { 'zh-CN': '不再收回', en: 'Let off' },
  'write-off': { 'zh-CN': '核销', en: 'Written off' },
  'waive-proposed': { 'zh-CN': '提议免除', en: 'Proposed to let it off' },
  'waive-refused': { 'zh-CN': '免除被退回', en: 'Letting it off was refused' },
  'write-off-proposed': { 'zh-CN': '提议核销', en: 'Proposed to write it off' },
  'write-off-refused': { 'zh-CN': '核销被退回', en: 'Writing it off was refused' },
};
