import type { ApiClient, SuccessOf } from '../../../contracts/api-client.ts';
import { listAreas } from '../../../contracts/http/areas.ts';
import { readPosting } from '../../../contracts/http/posting.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { ok, type Result } from '../../../domain/result/result.ts';
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

type Answer = SuccessOf<typeof readPosting.answers>;
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
    const asked = posted.find(({ programme }) => programme === query.get('programme'));
    const area = query.get('area') ?? '';
    const read = await firstPosted(api, asked ? [asked] : posted, {
      ...(area === '' ? {} : { area }),
      ...cursorIn(query),
    });
    if (read && !read.ok) return { kind: 'problem', problem: read.error };
    const { notice, told } = takeNotice(visit);
    return view(
      texts.title[language],
      <PostingList
        programmes={posted.map(({ programme: id, title }) => ({ value: id, text: title }))}
        areas={areas.value.areas}
        programme={read?.value.programme}
        isChosen={asked !== undefined}
        area={area}
        answer={read?.value.answer ?? { postings: [] }}
        notice={notice}
      />,
      told,
    );
  },
};

/** The list of the first of these programmes of which somebody is posted, or of the first; undefined of none at all. */
async function firstPosted(
  api: ApiClient,
  programmes: readonly { readonly programme: string }[],
  more: { readonly area?: string; readonly cursor?: string },
): Promise<Result<{ readonly programme: string; readonly answer: Answer }, Problem> | undefined> {
  let empty: Awaited<ReturnType<typeof firstPosted>>;
  for (const { programme } of programmes) {
    const read = await api.call(readPosting, { query: { programme, ...more } });
    if (!read.ok) return read;
    const found = ok({ programme, answer: read.value });
    if (read.value.postings.length > 0) return found;
    empty ??= found;
  }
  return empty;
}

interface PostingListProps {
  readonly programmes: readonly Choice[];
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly programme: string | undefined;
  /** Rather than found to be the first of which somebody is posted. */
  readonly isChosen: boolean;
  readonly area: string;
  readonly answer: Answer;
  readonly notice: string | undefined;
}

function PostingList({ programmes, areas, programme, isChosen, area, answer, notice }: PostingListProps) {
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
            <>
              <p class="govuk-body">{t(isChosen || area !== '' ? texts.none : texts.noneNow)}</p>
              <p class="govuk-body">{t(texts.when)}</p>
            </>
          ) : (
            <DataTable
              caption={programmes.find(({ value }) => value === programme)?.text ?? ''}
              columns={columns}
              rows={answer.postings}
              keyOf={({ postingId }) => postingId}
            />
          )}
          <NextPage path="/posting" query={Object.fromEntries(state.values)} cursor={answer.cursor} />
          {answer.postings.length > 0 && <p class="govuk-body">{t(texts.few)}</p>}
          <h2 class="govuk-heading-m">{t(texts.howTitle)}</h2>
          <p class="govuk-body">{t(texts.how)}</p>
        </>
      )}
    </>
  );
}
