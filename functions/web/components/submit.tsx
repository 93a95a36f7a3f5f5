/** A form's button; with scripts a double click sends once. */
export function Submit({
  text,
  kind = 'primary',
  name,
  value,
  again = false,
}: {
  text: string;
  kind?: 'primary' | 'secondary' | 'warning';
  name?: string;
  value?: string;
  /** May be pressed again at once: the page itself may have refused. */
  again?: boolean;
}) {
  return (
    <button
      type="submit"
      class={`govuk-button${kind === 'primary' ? '' : ` govuk-button--${kind}`}`}
      data-module="govuk-button"
      data-prevent-double-click={String(!again)}
      name={name}
      value={value}
    >
      {text}
    </button>
  );
}
