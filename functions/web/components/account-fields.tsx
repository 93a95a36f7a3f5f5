import { bankName, listedBanks } from '../../contracts/bank/bank-names.ts';
import type { Language, Texts } from '../../contracts/language.ts';
import { usePage, useTexts } from '../kernel/page-context.ts';
import { type FieldState, SelectField, TextField } from './field.tsx';
import { PaperChoices, PaperLine } from './paper-lines.tsx';

const texts = {
  holder: { 'zh-CN': '户名', en: 'Name on the account' },
  bank: { 'zh-CN': '开户银行', en: 'Bank' },
  bankHint: { 'zh-CN': '存折或银行卡上印有银行的名称', en: 'Its name is on the passbook or the card' },
  chooseBank: { 'zh-CN': '请选择', en: 'Please choose' },
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
  const { language } = usePage();
  const given = state.values.get('account.bank') ?? '';
  // A bank that is on file and not in the list stays what it is until another is chosen.
  const codes = given === '' || listedBanks.includes(given) ? listedBanks : [...listedBanks, given];
  return (
    <>
      <TextField name="account.holder" label={t(texts.holder)} state={state} autocomplete="off" />
      <SelectField
        name="account.bank"
        label={t(texts.bank)}
        hint={t(texts.bankHint)}
        state={state}
        choices={[
          { value: '', text: t(texts.chooseBank) },
          ...codes.map((code) => ({ value: code, text: bankName(code, language) })),
        ]}
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

/** The same on paper: the banks are named, to be ticked. */
export function AccountOnPaper() {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <PaperLine label={t(texts.holder)} />
      <PaperChoices label={t(texts.bank)} choices={listedBanks.map((code) => bankName(code, language))} />
      <PaperLine label={t(texts.accountNumber)} />
    </>
  );
}
