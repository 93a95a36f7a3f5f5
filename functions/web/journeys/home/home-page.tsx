import type * as z from 'zod';
import { listProgrammes, type programmeSchema } from '../../../contracts/http/programmes.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { ProgrammeAmount } from '../../components/programme-amount.tsx';
import { type Page, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

type Programme = z.infer<typeof programmeSchema>;

/** `/`: each programme in plain words, and where to go. */
export const homePage: Page = {
  method: 'GET',
  path: '/',
  who: 'anyone',
  async serve({ api, language }) {
    const listed = await api.call(listProgrammes, {});
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    return view(texts.title[language], <Home programmes={listed.value.programmes} />);
  },
};

function Home({ programmes }: { programmes: readonly Programme[] }) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-xl">{t(texts.title)}</h1>
      <p class="govuk-body-l">{t(texts.lead)}</p>
      <ButtonLink href="/entitled" text={t(texts.entitled)} />
      <p class="govuk-body">
        <a class="govuk-link" href="/claims">
          {t(texts.follow)}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/resume">
          {t(texts.resume)}
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/posting">
          {t(texts.posting)}
        </a>
      </p>
      <h2 class="govuk-heading-l">{t(texts.programmes)}</h2>
      {programmes.map((programme) => (
        <section key={programme.programme} aria-labelledby={programme.programme}>
          <h3 class="govuk-heading-m" id={programme.programme}>
            {programme.title}
          </h3>
          <p class="govuk-body">{programme.summary}</p>
          <ProgrammeAmount programme={programme} />
          <p class="govuk-body">
            <a class="govuk-link" href={`/apply/${programme.programme}`}>
              {t(texts.claim)}
              <span class="govuk-visually-hidden">{`：${programme.title}`}</span>
            </a>
          </p>
        </section>
      ))}
      <h2 class="govuk-heading-m">{t(texts.staffHeading)}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/staff">
          {t(texts.staff)}
        </a>
      </p>
    </>
  );
}
