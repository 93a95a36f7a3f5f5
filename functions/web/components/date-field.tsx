import type { Texts } from '../../contracts/language.ts';
import { dateParts } from '../kernel/form.ts';
import { useTexts } from '../kernel/page-context.ts';
import { ErrorMessage, type FieldState, Hint, describedBy, groupClass } from './field.tsx';

/** What its fields are called. */
export const datePartTexts = {
  Year: { 'zh-CN': '年', en: 'Year' },
  Month: { 'zh-CN': '月', en: 'Month' },
  Day: { 'zh-CN': '日', en: 'Day' },
} satisfies Record<(typeof dateParts)[number], Texts>;

/** A date in three fields, as people write it; what is wrong is said of the first. */
export function DateField({
  name,
  label,
  hint,
  state,
  heading = false,
}: {
  /** Its fields are called <name>Year, <name>Month and <name>Day. */
  name: string;
  label: string;
  hint?: string | undefined;
  state: FieldState;
  heading?: boolean;
}) {
  const t = useTexts();
  const first = `${name}${dateParts[0]}`;
  const error = state.errors.find(({ field }) => field === first)?.message;
  return (
    <div class={groupClass(error !== undefined)}>
      <fieldset
        class="govuk-fieldset"
        role="group"
        aria-describedby={describedBy(first, hint !== undefined, error !== undefined)}
      >
        <legend class={`govuk-fieldset__legend govuk-fieldset__legend--${heading ? 'l' : 'm'}`}>
          {heading ? <h1 class="govuk-fieldset__heading">{label}</h1> : label}
        </legend>
        {hint !== undefined && <Hint name={first}>{hint}</Hint>}
        <ErrorMessage name={first} message={error} />
        <div class="govuk-date-input">
          {dateParts.map((part) => (
            <div key={part} class="govuk-date-input__item">
              <label class="govuk-label govuk-date-input__label" for={`${name}${part}`}>
                {t(datePartTexts[part])}
              </label>
              <input
                class={`govuk-input govuk-date-input__input govuk-input--width-${part === 'Year' ? '4' : '2'}${
                  error === undefined ? '' : ' govuk-input--error'
                }`}
                id={`${name}${part}`}
                name={`${name}${part}`}
                type="text"
                inputMode="numeric"
                value={state.values.get(`${name}${part}`) ?? ''}
              />
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
