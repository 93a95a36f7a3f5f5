import type * as z from 'zod';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { type Page, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { atCounter, refusedAt } from '../apply/intake.ts';
import { texts } from './texts.ts';

type Programmes = z.output<(typeof listProgrammes.answers)[200]['schema']>['programmes'];

/** `/counter/intake`: what can be claimed at the counter. The form itself is the families' own (journeys/apply). */
export const intakePage: Page = {
  method: 'GET',
  path: '/counter/intake',
  who: 'staff',
  async serve({ api, language, staff }) {
    const refused = refusedAt(atCounter, staff);
    if (refused) return refused;
    const listed = await api.call(listProgrammes, {});
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    return view(texts.title[language], <Intake programmes={listed.value.programmes} />);
  },
};

function Intake({ programmes }: { programmes: Programmes }) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.hint)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/counter/intake/sheet">
          {t(texts.toSheet)}
        </a>
      </p>
      <ul class="govuk-list">
        {programmes.map(({ programme, title, summary }) => (
          <li key={programme}>
            <h2 class="govuk-heading-m">
              <a class="govuk-link" href={`/counter/intake/${programme}`}>
                {title}
              </a>
            </h2>
            <p class="govuk-body">{summary}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
