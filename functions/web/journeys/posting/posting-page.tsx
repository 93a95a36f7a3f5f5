import type * as z from 'zod';
import { listAreas } from '../../../contracts/http/areas.ts';
import { readPosting } from '../../../contracts/http/posting.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { BackLink } from '../../components/back-link.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { type Choice, SelectField } from '../../components/field.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { type Page, takeNotice, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

type Answer = z.output<(typeof readPosting.answers)[200]['schema']>;
type Posting = Answer['postings'][number];

/** `/posting`: what is posted, by programme and area, and how to object. */
export const postingPage: Page = {
  method: 'GET',
  path: '/posting',
  who: 'anyone',
  async serve({ api, query, language, visit }) {
    const [listed, areas] = await Promise.all([api.call(listProgrammes, {}), api.call(listAreas, {})]);
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    if (!areas.ok) return { kind: 'problem', problem: areas.error };
    const posted = listed.value.programmes.filter(({ postingDays }) => postingDays !== undefined);
    const programme = posted.find(({ programme: id }) => id === query.get('programme')) ?? posted[0];
    const { notice, told } = takeNotice(visit);
    const shown = {
      programmes: posted.map(({ programme: id, title }) => ({ value: id, text: title })),
      areas: areas.value.areas,
      programme: programme?.programme,
      area: query.get('area') ?? '',
      notice,
    };
    const read =
      programme &&
      (await api.call(readPosting, {
        query: {
          programme: programme.programme,
          ...(shown.area === '' ? {} : { area: shown.area }),
          ...cursorIn(query),
        },
      }));
    if (read && !read.ok) return { kind: 'problem', problem: read.error };
    return view(
      texts.title[language],
      <PostingList {...shown} answer={read?.value ?? { postings: [] }} />,
      told,
    );
  },
};

interface PostingListProps {
  readonly programmes: readonly Choice[];
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly programme: string | undefined;
  readonly area: string;
  readonly answer: Answer;
  readonly notice: string | undefined;
}

function PostingList({ programmes, areas, programme, area, answer, notice }: PostingListProps) {
  const t = useTexts();
  const { language } = usePage();
  const nameOf = (code: string): string => areas.find((one) => one.code === code)?.name ?? code;
  const columns: readonly Column<Posting>[] = [
    { heading: t(texts.name), cell: ({ name }) => name },
    { heading: t(texts.area), cell: ({ areaCode }) => nameOf(areaCode) },
    {
      heading: t(texts.until),
      cell: ({ until }) => (until === undefined ? t(texts.stopped) : dayOf(until, language)),
    },
    {
      heading: t(texts.object),
      cell: ({ postingId, name }) => (
        <a class="govuk-link" href={`/posting/${postingId}/objection`}>
          {t(texts.object)}
          <span class="govuk-visually-hidden">{` ${name}`}</span>
        </a>
      ),
    },
  ];
  const state = {
    errors: [],
    values: new URLSearchParams({ area, ...(programme === undefined ? {} : { programme }) }),
  };
  return (
    <>
      <BackLink href="/" />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(programmes.length > 0 ? texts.lead : texts.noneAtAll)}</p>
      {programmes.length > 0 && (
        <>
          {/* Read, not posted: it needs no proof that it is ours. */}
          <form method="get" action="/posting" class="app-no-print">
            <SelectField name="programme" label={t(texts.programme)} state={state} choices={programmes} />
            <SelectField
              name="area"
              label={t(texts.area)}
              state={state}
              choices={[
                { value: '', text: t(texts.wholeDistrict) },
                ...areas
                  .filter(({ code }) => code.length > 6)
                  .map(({ code, name }) => ({ value: code, text: name })),
              ]}
            />
            <Submit text={t(texts.show)} kind="secondary" />
          </form>
          {answer.postings.length === 0 ? (
            <p class="govuk-body">{t(texts.none)}</p>
          ) : (
            <DataTable
              caption={programmes.find(({ value }) => value === programme)?.text ?? ''}
              columns={columns}
              rows={answer.postings}
              keyOf={({ postingId }) => postingId}
            />
          )}
          <NextPage path="/posting" query={Object.fromEntries(state.values)} cursor={answer.cursor} />
          <p class="govuk-body">{t(texts.few)}</p>
          <h2 class="govuk-heading-m">{t(texts.howTitle)}</h2>
          <p class="govuk-body">{t(texts.how)}</p>
        </>
      )}
    </>
  );
}
