import type { ComponentProps } from 'preact';
import { DataTable } from '../../components/data-table.tsx';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { factLines } from './fact-words.ts';
import { OutcomeTag } from './task-list-pages.tsx';
import { texts } from './texts.ts';

interface JudgedCondition {
  readonly code: string;
  readonly text: string;
  readonly result: ComponentProps<typeof OutcomeTag>['outcome'];
  readonly source: string;
}

/** The conditions of a decision, each with what came of it and its legal source. */
export function ConditionsTable({ conditions }: { conditions: readonly JudgedCondition[] }) {
  const t = useTexts();
  return (
    <DataTable
      caption={t(texts.conditions)}
      rows={conditions}
      keyOf={({ code }) => code}
      columns={[
        { heading: t(texts.condition), cell: ({ text }) => text },
        { heading: t(texts.result), cell: ({ result }) => <OutcomeTag outcome={result} /> },
        { heading: t(texts.source), cell: ({ source }) => <span class="govuk-body-s">{source}</span> },
      ]}
    />
  );
}

/** What the registers answered, by what was asked. */
export function AnswersTable({ facts }: { facts: Parameters<typeof factLines>[0] }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <DataTable
      caption={t(texts.answers)}
      rows={factLines(facts, language)}
      keyOf={({ about }) => about}
      columns={[
        { heading: t(texts.about), cell: ({ about }) => about },
        { heading: t(texts.answer), cell: ({ answer }) => answer },
        { heading: t(texts.register), cell: ({ register }) => register },
        { heading: t(texts.asOf), cell: ({ asOf }) => asOf },
      ]}
    />
  );
}
