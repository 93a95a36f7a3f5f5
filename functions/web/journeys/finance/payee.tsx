import type { Texts } from '../../../contracts/language.ts';
import { useTexts } from '../../kernel/page-context.ts';

const tail: Texts = { 'zh-CN': '尾号 {tail}', en: 'account ending {tail}' };
const otherAccount: Texts = {
  'zh-CN': '账户后来有变动',
  en: 'The account was changed since',
};

/** Whose account a payment goes to, masked: "孟** 尾号 7507". */
export function Payee({
  payee,
}: {
  payee: { readonly holder: string; readonly accountTail: string } | undefined;
}) {
  const t = useTexts();
  if (!payee) return <span class="govuk-hint">{t(otherAccount)}</span>;
  return (
    <>
      {payee.holder}
      <div>{t(tail).replace('{tail}', payee.accountTail)}</div>
    </>
  );
}
