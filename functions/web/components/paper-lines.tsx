import { dateParts } from '../kernel/form.ts';
import { useTexts } from '../kernel/page-context.ts';
import { datePartTexts } from './date-field.tsx';

// What forms on paper are made of: filled in by hand, and brought to a counter.

/** Something to write, on a line of its own. */
export function PaperLine({ label }: { label: string }) {
  return (
    <p class="govuk-body app-paper__line">
      <span>{label}</span>
      <span class="app-paper__blank" />
    </p>
  );
}

/** An identity number: a box for each of the 18 characters. */
export function PaperNumber({ label }: { label: string }) {
  return (
    <p class="govuk-body app-paper__line">
      <span>{label}</span>
      <span class="app-paper__boxes">
        {Array.from({ length: 18 }, (_, at) => (
          <span key={at} />
        ))}
      </span>
    </p>
  );
}

export function PaperDate({ label }: { label: string }) {
  const t = useTexts();
  return (
    <p class="govuk-body app-paper__line">
      <span>{label}</span>
      {dateParts.map((part) => (
        <span key={part} class="app-paper__part">
          <span class="app-paper__blank" />
          {t(datePartTexts[part])}
        </span>
      ))}
    </p>
  );
}

/** What is ticked, of several. */
export function PaperChoices({ label, choices }: { label?: string; choices: readonly string[] }) {
  return (
    <p class="govuk-body app-paper__line">
      {label !== undefined && <span>{label}</span>}
      {choices.map((choice) => (
        <span key={choice} class="app-paper__choice">
          {choice}
        </span>
      ))}
    </p>
  );
}

/** Room for some lines of somebody's own words. */
export function PaperRoom({ label, rows }: { label: string; rows: number }) {
  return (
    <div>
      <p class="govuk-body">{label}</p>
      {Array.from({ length: rows }, (_, row) => (
        <p key={row} class="govuk-body app-paper__line">
          <span class="app-paper__blank" />
        </p>
      ))}
    </div>
  );
}
