import type { FieldError } from '../kernel/form.ts';
import { useTexts } from '../kernel/page-context.ts';

const colon = { 'zh-CN': '：', en: ': ' };
const heading = { 'zh-CN': '请更正以下内容', en: 'There is a problem' };

/** What is wrong with a form, each linked to its field. Nothing when all is well. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const t = useTexts();
  if (errors.length === 0) return null;
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary" tabIndex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{t(heading)}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map(({ field, label, message, href = `#${field}` }) => (
              <li key={field}>
                <a href={href}>{label === undefined ? message : `${label}${t(colon)}${message}`}</a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
