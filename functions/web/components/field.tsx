import type { ComponentChildren } from 'preact';
import type { FieldError } from '../kernel/form.ts';
import { useTexts } from '../kernel/page-context.ts';

const errorPrefix = { 'zh-CN': '错误：', en: 'Error: ' };

/** What every field needs to be shown with what was typed and what is wrong with it. */
export interface FieldState {
  readonly errors: readonly FieldError[];
  /** What was typed or is on file. */
  readonly values: URLSearchParams;
}

function errorOf({ errors }: FieldState, name: string): string | undefined {
  return errors.find(({ field }) => field === name)?.message;
}

function describedBy(name: string, hint: boolean, error: boolean): string | undefined {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(error ? [`${name}-error`] : [])];
  return ids.length === 0 ? undefined : ids.join(' ');
}

function ErrorMessage({ name, message }: { name: string; message: string | undefined }) {
  const t = useTexts();
  if (message === undefined) return null;
  return (
    <p id={`${name}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">{t(errorPrefix)}</span>
      {message}
    </p>
  );
}

function Hint({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div id={`${name}-hint`} class="govuk-hint">
      {children}
    </div>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly state: FieldState;
}

function groupClass(wrong: boolean): string {
  return wrong ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group';
}

export function TextField({
  name,
  label,
  hint,
  state,
  width,
  heading = false,
  ...input
}: FieldProps & {
  /** Characters that fit. */
  readonly width?: 4 | 5 | 10 | 20 | 30;
  /** The label is the page's heading: one question a page. */
  readonly heading?: boolean;
  readonly inputMode?: 'numeric' | 'tel' | 'text';
  readonly autocomplete?: string;
  readonly spellcheck?: boolean;
}) {
  const error = errorOf(state, name);
  const labelElement = (
    <label class={`govuk-label${heading ? ' govuk-label--l' : ''}`} for={name}>
      {label}
    </label>
  );
  return (
    <div class={groupClass(error !== undefined)}>
      {heading ? <h1 class="govuk-label-wrapper">{labelElement}</h1> : labelElement}
      {hint !== undefined && <Hint name={name}>{hint}</Hint>}
      <ErrorMessage name={name} message={error} />
      <input
        id={name}
        name={name}
        type="text"
        class={[
          'govuk-input',
          ...(width === undefined ? [] : [`govuk-input--width-${String(width)}`]),
          ...(error === undefined ? [] : ['govuk-input--error']),
        ].join(' ')}
        value={state.values.get(name) ?? ''}
        aria-describedby={describedBy(name, hint !== undefined, error !== undefined)}
        {...input}
      />
    </div>
  );
}
