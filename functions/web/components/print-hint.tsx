import type { Texts } from '../../contracts/language.ts';
import { useTexts } from '../kernel/page-context.ts';

const text: Texts = {
  'zh-CN': '可以打印这一页，或抄下来。',
  en: 'You can print this page or write it down.',
};
const button: Texts = { 'zh-CN': '打印', en: 'Print' };

/** Not on paper itself. The button is there where a script makes it work. */
export function PrintHint() {
  const t = useTexts();
  return (
    <p class="govuk-body app-no-print">
      {t(text)}{' '}
      <button type="button" class="govuk-button govuk-button--secondary app-print" data-print hidden>
        {t(button)}
      </button>
    </p>
  );
}
