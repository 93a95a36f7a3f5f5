import type { Language, Texts } from '../../contracts/language.ts';
import { useTexts } from '../kernel/page-context.ts';
import { type FieldState, TextField } from './field.tsx';

const texts = {
  holder: { 'zh-CN': '户名', en: 'Name on the account' },
  bank: { 'zh-CN': '银行代码', en: 'Bank code' },
  bankHint: {
    'zh-CN': '例如 DEMOCNSH，在存折或银行卡的开户信息上',
    en: 'For example DEMOCNSH; it is in your account details',
  },
  accountNumber: { 'zh-CN': '账号或卡号', en: 'Account or card number' },
} satisfies Record<string, Texts>;

/** What its fields are called, for a list of what is wrong. */
export function accountLabels(language: Language): Readonly<Record<string, string>> {
  return {
    'account.holder': texts.holder[language],
    'account.bank': texts.bank[language],
    'account.number': texts.accountNumber[language],
  };
}

/** A bank account, by the names of its members in the API. */
export function AccountFields({ state }: { state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <TextField name="account.holder" label={t(texts.holder)} state={state} autocomplete="off" />
      <TextField
        name="account.bank"
        label={t(texts.bank)}
        hint={t(texts.bankHint)}
        state={state}
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
      <TextField
        name="account.number"
        label={t(texts.accountNumber)}
        state={state}
        inputMode="numeric"
        autocomplete="off"
      />
    </>
  );
}
