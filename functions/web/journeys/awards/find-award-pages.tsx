import type { SuccessOf } from '../../../contracts/api-client.ts';
import { searchAwards } from '../../../contracts/http/awards.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { type ProgrammeTitles, programmeTitles } from '../finance/programme-titles.ts';
import { awardAddress } from './award-acts.ts';
import { awardStateTexts, awardTexts as texts } from './texts.ts';

type Found = SuccessOf<typeof searchAwards.answers>['awards'];

const findAwardPath = '/staff/awards';

/** `/staff/awards`: the awards of a person, by a number that stands in no address. */
export const findAwardPages: readonly Page[] = [
  {
    method: 'GET',
    path: findAwardPath,
    who: 'staff',
    serve: async (request) => asked(request, { errors: [], values: request.form }),
  },
  {
    method: 'POST',
    path: findAwardPath,
    who: 'staff',
    serve: find,
    again: async (request) => asked(request, { errors: [], values: request.form }),
  },
];

function asked({ language }: PageRequest, state: FieldState): PageAnswer {
  return view(
    texts.findTitle[language],
    <FindAward state={state} />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

async function find(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language } = request;
  const typed = { person: (form.get('person') ?? '').trim() };
  const [found, titles] = await Promise.all([
    api.call(searchAwards, { query: {}, typed }),
    programmeTitles(request),
  ]);
  if (!found.ok) {
    return found.error.status === 400
      ? asked(request, { errors: [{ field: 'person', message: texts.personWrong[language] }], values: form })
      : { kind: 'problem', problem: found.error };
  }
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(texts.found[language], <FoundAwards awards={found.value.awards} titles={titles.value} />);
}

function FindAward({ state }: { state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.findTitle)}</h1>
      <p class="govuk-body">{t(texts.findLead)}</p>
      <Form action={findAwardPath}>
        <TextField
          name="person"
          label={t(texts.person)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Submit text={t(texts.find)} />
      </Form>
    </>
  );
}

function FoundAwards({ awards, titles }: { awards: Found; titles: ProgrammeTitles }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <BackLink href={findAwardPath} />
      <h1 class="govuk-heading-l">{t(texts.findTitle)}</h1>
      {awards.length === 0 ? (
        <p class="govuk-body">{t(texts.foundNone)}</p>
      ) : (
        <DataTable
          caption={t(texts.found)}
          rows={awards}
          keyOf={({ awardId }) => awardId}
          columns={[
            {
              heading: t(texts.programme),
              cell: ({ awardId, programme }) => (
                <a class="govuk-link" href={awardAddress(awardId)}>
                  {titles.of(programme)}
                </a>
              ),
            },
            { heading: t(texts.period), cell: ({ period }) => periodName(period, language) },
            { heading: t(texts.status), cell: ({ status }) => t(awardStateTexts[status]) },
            { heading: t(texts.amount), cell: ({ amount }) => `¥${yuanOf(amount.fen)}`, numeric: true },
          ]}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={findAwardPath}>
          {t(texts.findAgain)}
        </a>
      </p>
    </>
  );
}
