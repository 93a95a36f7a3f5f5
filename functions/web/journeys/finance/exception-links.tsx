import type * as z from 'zod';
import type { namedExceptionsSchema } from '../../../contracts/http/named-exception.ts';
import { dayOf } from '../../components/day.ts';
import { yuanOf } from '../../components/yuan.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { exceptionTexts, texts } from './texts.ts';

type NamedExceptions = z.output<typeof namedExceptionsSchema>;

const mostShown = 10;

/** Breaks, each a link that says what it is about; where there are many, the rest stands in the list of all. */
export function ExceptionLinks({ ids, named }: { ids: readonly string[]; named: NamedExceptions }) {
  const t = useTexts();
  const { language } = usePage();
  const more = ids.length - mostShown;
  const wordsOf = (id: string): string => {
    const found = named.find(({ exceptionId }) => exceptionId === id);
    if (!found) return id;
    const { reason, day, amountFen } = found;
    const amount = amountFen === undefined ? [] : [`¥${yuanOf(amountFen)}`];
    return [t(exceptionTexts[reason]), dayOf(day, language), ...amount].join(' · ');
  };
  return (
    <>
      {ids.slice(0, mostShown).map((id) => (
        <div key={id}>
          <a class="govuk-link" href={`/finance/exceptions/${id}`}>
            {wordsOf(id)}
          </a>
        </div>
      ))}
      {more > 0 && (
        <a class="govuk-link" href="/finance/exceptions">
          {t(texts.moreExceptions).replace('{n}', String(more))}
        </a>
      )}
    </>
  );
}
