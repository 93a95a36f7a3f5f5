/** A link that looks like the page's button: it leads to a form, and changes nothing itself. */
export function ButtonLink({
  href,
  text,
  kind = 'primary',
}: {
  href: string;
  text: string;
  kind?: 'primary' | 'secondary';
}) {
  return (
    <a
      href={href}
      role="button"
      draggable={false}
      class={`govuk-button${kind === 'primary' ? '' : ' govuk-button--secondary'}`}
      data-module="govuk-button"
    >
      {text}
    </a>
  );
}
