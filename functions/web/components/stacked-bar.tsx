export interface BarPart {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
}

/** A whole and its parts as one bar, the first part at the left. Colours by place; at most four parts. */
export function StackedBar({ title, parts }: { title: string; parts: readonly BarPart[] }) {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const percent = (value: number): number => (total === 0 ? 0 : Math.round((value / total) * 1000) / 10);
  const starts = parts.map((_, at) => percent(parts.slice(0, at).reduce((sum, { value }) => sum + value, 0)));
  const said = parts.map(({ label, shown, value }) => `${label} ${shown} (${String(percent(value))}%)`);
  return (
    <svg class="app-bar" role="img" aria-label={`${title}: ${said.join(', ')}`} width="100%" height="28">
      <rect class="app-bar__whole" width="100%" height="28" />
      {parts.map(({ label, value }, at) => (
        <rect
          key={label}
          class={`app-bar__part-${String(at + 1)}`}
          x={`${String(starts[at])}%`}
          width={`${String(percent(value))}%`}
          height="28"
        />
      ))}
    </svg>
  );
}

/** What the colours of bars stand for. */
export function BarLegend({ labels }: { labels: readonly string[] }) {
  return (
    <ul class="govuk-list app-actions">
      {labels.map((label, at) => (
        <li key={label}>
          <svg class="app-bar__key" width="18" height="18" aria-hidden="true">
            <rect class={`app-bar__part-${String(at + 1)}`} width="18" height="18" />
          </svg>{' '}
          {label}
        </li>
      ))}
    </ul>
  );
}
