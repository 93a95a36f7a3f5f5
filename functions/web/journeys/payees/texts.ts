import type { Payee } from '../../../contracts/claims/claim.ts';
import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '待确认的收款变更', en: 'Changes of where money goes' },
  lead: {
    'zh-CN':
      '账户或收款人的变更须由提出人以外的人确认后才生效。在可确认日期之前，申请人可以说明不是本人所为。',
    en: 'A change of account or payee counts once somebody else than who proposed it confirms it. Until the date given, whoever holds the claim may say that it is not theirs.',
  },
  none: { 'zh-CN': '没有待确认的变更。', en: 'Nothing waits for you.' },
  list: { 'zh-CN': '变更', en: 'Changes' },
  reference: { 'zh-CN': '申请编号', en: 'Reference' },
  programme: { 'zh-CN': '项目', en: 'Programme' },
  area: { 'zh-CN': '地区', en: 'Area' },
  kind: { 'zh-CN': '变更', en: 'Change' },
  proposedOn: { 'zh-CN': '提出日期', en: 'Proposed on' },
  confirmableFrom: { 'zh-CN': '可确认日期', en: 'Can be confirmed from' },
  account: { 'zh-CN': '收款账户', en: 'Account' },
  payee: { 'zh-CN': '收款人', en: 'Payee' },
  changeTitle: { 'zh-CN': '核对收款变更', en: 'Check a change' },
  accountNow: { 'zh-CN': '现在的账户', en: 'Account now' },
  noAccountNow: { 'zh-CN': '还没有', en: 'None yet' },
  payeeNow: { 'zh-CN': '现在的收款人', en: 'Payee now' },
  holder: { 'zh-CN': '新户名', en: 'New account holder' },
  bank: { 'zh-CN': '新开户银行', en: 'New bank' },
  number: { 'zh-CN': '新账号', en: 'New account number' },
  newPayee: { 'zh-CN': '新收款人', en: 'New payee' },
  compare: {
    'zh-CN': '请与存折（卡）及身份证原件逐位核对；更换收款人的，还要核对继承或监护的证明。',
    en: 'Compare each digit with the passbook or card and the identity card; of another payee, also with the papers on inheritance or guardianship.',
  },
  tooEarly: {
    'zh-CN': '{day} 起才能确认；在此之前可以退回。',
    en: 'It can be confirmed from {day}; before that it can be refused.',
  },
  decision: { 'zh-CN': '您的决定', en: 'Your decision' },
  confirm: { 'zh-CN': '确认', en: 'Confirm' },
  confirmHint: {
    'zh-CN': '以后的款项打入新账户；已编制而未放行的批次会重新编制。',
    en: 'Money goes there from now on; a run that is prepared but not released is prepared anew.',
  },
  refuse: { 'zh-CN': '退回', en: 'Refuse' },
  refuseHint: {
    'zh-CN': '一切照旧，并通知申请人。',
    en: 'Everything stays as it is, and whoever holds the claim is told.',
  },
  decide: { 'zh-CN': '作出决定', en: 'Decide' },
  choose: { 'zh-CN': '请选择确认或退回', en: 'Choose whether to confirm or refuse' },
  confirmed: { 'zh-CN': '{reference} 的变更已确认。', en: 'The change of {reference} is confirmed.' },
  refused: { 'zh-CN': '{reference} 的变更已退回。', en: 'The change of {reference} is refused.' },
  gone: {
    'zh-CN': '这项变更已有人处理，或已被新的变更代替。',
    en: 'Somebody has decided this change, or another one has taken its place.',
  },
} satisfies Record<string, Texts>;

/** What a payee is to whom the award is for. */
export const payeeRelationTexts: Readonly<Record<Payee['relation'], Texts>> = {
  heir: { 'zh-CN': '继承人', en: 'heir' },
  guardian: { 'zh-CN': '监护人', en: 'guardian' },
  agent: { 'zh-CN': '受托人', en: 'agent' },
};
