export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly shown: string;
}

const rowHeight = 52;

/** Bars one beneath another, each with its label and figure above; the longest is the whole width. None is below 0. */
export function BarChart({ id, title, bars }: { id: string; title: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const widthOf = (value: number): string =>
    `${String(Math.max(0, Math.round((value / most) * 1000) / 10))}%`;
  return (
    <svg
      class="app-chart"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      width="100%"
      height={String(bars.length * rowHeight)}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{bars.map(({ label, shown }) => `${label} ${shown}`).join(', ')}</desc>
      {bars.map(({ label, value, shown }, at) => (
        <g key={label}>
          <text x="0" y={String(at * rowHeight + 20)}>
            {label} · {shown}
          </text>
          <rect class="app-bar__part-1" y={String(at * rowHeight + 28)} width={widthOf(value)} height="14" />
        </g>
      ))}
    </svg>
  );
}
