/** A form's button; with scripts a double click sends once. */
export function Submit({
  text,
  kind = 'primary',
  name,
  value,
}: {
  text: string;
  kind?: 'primary' | 'secondary' | 'warning';
  name?: string;
  value?: string;
}) {
  return (
    <button
      type="submit"
      class={`govuk-button${kind === 'primary' ? '' : ` govuk-button--${kind}`}`}
      data-module="govuk-button"
      data-prevent-double-click="true"
      name={name}
      value={value}
    >
      {text}
    </button>
  );
}
