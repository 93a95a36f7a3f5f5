import type { ComponentChildren } from 'preact';

export interface SummaryRow {
  readonly label: string;
  readonly value: ComponentChildren;
  /** Where it is changed, and how a screen reader hears the link. */
  readonly change?: { readonly href: string; readonly text: string };
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="govuk-summary-list">
      {rows.map(({ label, value, change }) => (
        <div key={label} class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{label}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {change && (
            <dd class="govuk-summary-list__actions">
              <a class="govuk-link" href={change.href}>
                {change.text}
                <span class="govuk-visually-hidden"> {label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
