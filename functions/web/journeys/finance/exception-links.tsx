import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

const mostShown = 10;

/** Breaks by their ids, each a link; where there are many, the rest stands in the list of all. */
export function ExceptionLinks({ ids }: { ids: readonly string[] }) {
  const t = useTexts();
  const more = ids.length - mostShown;
  return (
    <>
      {ids.slice(0, mostShown).map((id) => (
        <div key={id}>
          <a class="govuk-link app-code" href={`/finance/exceptions/${id}`}>
            {id}
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
