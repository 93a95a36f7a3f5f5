import type { Texts } from '../../../contracts/language.ts';
import type { Book } from '../../../domain/ledger/accounts.ts';
import type { VoucherKind } from '../../../domain/ledger/voucher.ts';

export const voucherTexts = {
  number: { 'zh-CN': '凭证号', en: 'Voucher number' },
  title: { 'zh-CN': '凭证', en: 'Voucher' },
  hint: {
    'zh-CN': '例如 F20080528-4YFTWM51；大小写、空格和短横不拘',
    en: 'Such as F20080528-4YFTWM51; case, blanks and dashes do not matter',
  },
  find: { 'zh-CN': '查凭证', en: 'Find the voucher' },
  none: {
    'zh-CN': '没有这个凭证号的凭证，请核对',
    en: 'There is no voucher of this number; check it',
  },
  accounts: { 'zh-CN': '会计分录', en: 'Entry' },
  debited: { 'zh-CN': '借：{account}', en: 'Dr {account}' },
  credited: { 'zh-CN': '贷：{account}', en: 'Cr {account}' },
  forWhat: { 'zh-CN': '项目与资金来源', en: 'Programme and share' },
  amount: { 'zh-CN': '金额（元）', en: 'Yuan' },
  total: { 'zh-CN': '合计', en: 'Total' },
} satisfies Record<string, Texts>;

export const voucherKindTexts: Readonly<Record<VoucherKind, Texts>> = {
  receipt: { 'zh-CN': '收款凭证', en: 'Receipt voucher' },
  payment: { 'zh-CN': '付款凭证', en: 'Payment voucher' },
  transfer: { 'zh-CN': '转账凭证', en: 'Transfer voucher' },
  budget: { 'zh-CN': '预算凭证', en: 'Budget voucher' },
};

export const bookTexts: Readonly<Record<Book, Texts>> = {
  financial: { 'zh-CN': '财务会计', en: 'Financial book' },
  budget: { 'zh-CN': '预算会计', en: 'Budget book' },
};
