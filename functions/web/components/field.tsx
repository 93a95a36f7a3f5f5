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

export function describedBy(name: string, hint: boolean, error: boolean): string | undefined {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(error ? [`${name}-error`] : [])];
  return ids.length === 0 ? undefined : ids.join(' ');
}

export function ErrorMessage({ name, message }: { name: string; message: string | undefined }) {
  const t = useTexts();
  if (message === undefined) return null;
  return (
    <p id={`${name}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">{t(errorPrefix)}</span>
      {message}
    </p>
  );
}

export function Hint({ name, children }: { name: string; children: ComponentChildren }) {
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

export function groupClass(wrong: boolean): string {
  return wrong ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group';
}

/** What an input, a text area and a select have in common. */
interface ControlAttributes {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly 'aria-describedby': string | undefined;
}

/** A label, its hint and what is wrong, around one control. @param kind the control's class in the Design System */
function Labelled({
  name,
  label,
  hint,
  state,
  kind,
  width,
  children,
}: FieldProps & {
  readonly kind: 'govuk-input' | 'govuk-textarea' | 'govuk-select';
  readonly width?: number | undefined;
  readonly children: (control: ControlAttributes) => ComponentChildren;
}) {
  const error = errorOf(state, name);
  return (
    <div class={groupClass(error !== undefined)}>
      <label class="govuk-label" for={name}>
        {label}
      </label>
      {hint !== undefined && <Hint name={name}>{hint}</Hint>}
      <ErrorMessage name={name} message={error} />
      {children({
        id: name,
        name,
        class: [
          kind,
          ...(width === undefined ? [] : [`${kind}--width-${String(width)}`]),
          ...(error === undefined ? [] : [`${kind}--error`]),
        ].join(' '),
        'aria-describedby': describedBy(name, hint !== undefined, error !== undefined),
      })}
    </div>
  );
}

export function TextField({
  name,
  label,
  hint,
  state,
  width,
  ...input
}: FieldProps & {
  /** Characters that fit. */
  readonly width?: 4 | 10 | 20;
  readonly inputMode?: 'numeric' | 'tel' | 'text';
  readonly autocomplete?: string;
  readonly spellcheck?: boolean;
}) {
  return (
    <Labelled name={name} label={label} hint={hint} state={state} kind="govuk-input" width={width}>
      {(control) => <input {...control} type="text" value={state.values.get(name) ?? ''} {...input} />}
    </Labelled>
  );
}

export function TextArea({ rows = 5, ...field }: FieldProps & { readonly rows?: number }) {
  return (
    <Labelled {...field} kind="govuk-textarea">
      {(control) => (
        <textarea {...control} rows={rows}>
          {field.state.values.get(field.name) ?? ''}
        </textarea>
      )}
    </Labelled>
  );
}

export function SelectField({
  choices,
  ...field
}: FieldProps & { readonly choices: readonly { readonly value: string; readonly text: string }[] }) {
  const chosen = field.state.values.get(field.name) ?? '';
  return (
    <Labelled {...field} kind="govuk-select">
      {(control) => (
        <select {...control}>
          {choices.map(({ value, text }) => (
            <option key={value} value={value} selected={value === chosen}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  /** Asked of who chooses this one; always in sight, since a radio button may not say that it unfolds something. */
  readonly reveals?: ComponentChildren;
}

export function RadioField({
  name,
  label,
  hint,
  state,
  choices,
  heading = false,
  inline = false,
}: FieldProps & {
  readonly choices: readonly Choice[];
  readonly heading?: boolean;
  readonly inline?: boolean;
}) {
  const error = errorOf(state, name);
  const chosen = state.values.get(name);
  const idOf = (at: number): string => (at === 0 ? name : `${name}-${String(at + 1)}`);
  return (
    <div class={groupClass(error !== undefined)}>
      <fieldset
        class="govuk-fieldset"
        aria-describedby={describedBy(name, hint !== undefined, error !== undefined)}
      >
        <legend class={`govuk-fieldset__legend govuk-fieldset__legend--${heading ? 'l' : 'm'}`}>
          {heading ? <h1 class="govuk-fieldset__heading">{label}</h1> : label}
        </legend>
        {hint !== undefined && <Hint name={name}>{hint}</Hint>}
        <ErrorMessage name={name} message={error} />
        <div class={`govuk-radios${inline ? ' govuk-radios--inline' : ''}`} data-module="govuk-radios">
          {choices.map(({ value, text, hint: more, reveals }, at) => [
            <div key={value} class="govuk-radios__item">
              <input
                class="govuk-radios__input"
                type="radio"
                id={idOf(at)}
                name={name}
                value={value}
                checked={value === chosen}
                aria-describedby={more === undefined ? undefined : `${idOf(at)}-item-hint`}
              />
              <label class="govuk-label govuk-radios__label" for={idOf(at)}>
                {text}
              </label>
              {more !== undefined && (
                <div id={`${idOf(at)}-item-hint`} class="govuk-hint govuk-radios__hint">
                  {more}
                </div>
              )}
            </div>,
            reveals !== undefined && (
              <div key={`${value}-more`} class="govuk-radios__conditional">
                {reveals}
              </div>
            ),
          ])}
        </div>
      </fieldset>
    </div>
  );
}

export function CheckboxField({
  name,
  label,
  hint,
  state,
  value = 'yes',
}: FieldProps & { readonly value?: string }) {
  const error = errorOf(state, name);
  return (
    <div class={groupClass(error !== undefined)}>
      <ErrorMessage name={name} message={error} />
      <div class="govuk-checkboxes" data-module="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            type="checkbox"
            id={name}
            name={name}
            value={value}
            checked={state.values.get(name) === value}
            aria-describedby={describedBy(name, hint !== undefined, error !== undefined)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={name}>
            {label}
          </label>
          {hint !== undefined && (
            <div id={`${name}-hint`} class="govuk-hint govuk-checkboxes__hint">
              {hint}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
