import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand right, digit under digit. */
  readonly numeric?: boolean;
}

/** A table with a caption; one wider than the screen scrolls by itself, with the keyboard too. */
export function DataTable<Row>({
  caption,
  captionHint,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  /** Small beside the caption: a code for those who know it. */
  captionHint?: string | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  return (
    <div class="app-wide" role="region" aria-label={caption} tabIndex={0}>
      <table class="govuk-table">
        <caption class="govuk-table__caption govuk-table__caption--m">
          {caption}
          {captionHint !== undefined && <span class="app-caption-hint">{captionHint}</span>}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {columns.map(({ heading, numeric }) => (
              <th
                key={heading}
                scope="col"
                class={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((row) => (
            <tr key={keyOf(row)} class="govuk-table__row">
              {columns.map(({ heading, cell, numeric }) => (
                <td
                  key={heading}
                  class={`govuk-table__cell${numeric ? ' govuk-table__cell--numeric app-number' : ''}`}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
