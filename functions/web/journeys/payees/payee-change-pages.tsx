import type { SuccessOf } from '../../../contracts/api-client.ts';
import { bankName } from '../../../contracts/bank/bank-names.ts';
import { confirmPayee, listPayeeChanges, readAward } from '../../../contracts/http/award-changes.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, RadioField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { cursorIn, NextPage } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { keyOf } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { type AreaNames, areaNames } from '../finance/area-names.ts';
import { programmeTitles } from '../finance/programme-titles.ts';
import { payeeRelationTexts, texts } from './texts.ts';

type Listed = SuccessOf<typeof listPayeeChanges.answers>;
type Award = SuccessOf<typeof readAward.answers>;
type Change = NonNullable<Award['pending']>;

const path = '/staff/payees';

/** `/staff/payees`: where awards are to be paid, as somebody proposed it and a second person confirms it. */
export const payeeChangePages: readonly Page[] = [
  { method: 'GET', path, who: 'staff', serve: listView },
  {
    method: 'GET',
    path: `${path}/{awardId}`,
    who: 'staff',
    serve: (request) => changeView(request, { errors: [], values: request.form }),
  },
  {
    method: 'POST',
    path: `${path}/{awardId}`,
    who: 'staff',
    serve: decide,
    again: (request) => changeView(request, { errors: [], values: request.form }),
  },
];

async function listView(request: PageRequest): Promise<PageAnswer> {
  const { api, language, query, visit } = request;
  const [listed, titles, areas] = await Promise.all([
    api.call(listPayeeChanges, { query: cursorIn(query) }),
    programmeTitles(request),
    areaNames(request),
  ]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  const { notice, told } = takeNotice(visit);
  return view(
    texts.title[language],
    <Changes
      listed={listed.value}
      titleOf={(programme) => titles.value.of(programme)}
      areas={areas.value}
      notice={notice}
    />,
    told,
  );
}

async function changeView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const { api, language, params, today, visit } = request;
  const [award, titles] = await Promise.all([
    api.call(readAward, { params: { awardId: params.awardId ?? '' } }),
    programmeTitles(request),
  ]);
  if (!award.ok) return { kind: 'problem', problem: award.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  const { pending } = award.value;
  if (!pending) return redirect(path, { ...visit, notice: texts.gone[language] });
  return view(
    texts.changeTitle[language],
    <ProposedChange
      award={award.value}
      pending={pending}
      programme={titles.value.of(award.value.programme)}
      isTooEarly={today < pending.confirmableFrom}
      state={state}
    />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

async function decide(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, params, visit } = request;
  const outcome = (['confirm', 'refuse'] as const).find((one) => one === form.get('outcome'));
  const again = (message: string) =>
    changeView(request, { errors: [{ field: 'outcome', message }], values: form });
  if (outcome === undefined) return again(texts.choose[language]);
  const decided = await api.call(confirmPayee, {
    params: { awardId: params.awardId ?? '' },
    typed: { outcome, payloadHash: form.get('payloadHash') ?? '' },
    ...keyOf(form),
  });
  if (decided.ok) {
    const done = texts[outcome === 'confirm' ? 'confirmed' : 'refused'][language];
    const notice = done.replace('{reference}', form.get('reference') ?? '');
    return redirect(path, { ...visit, notice });
  }
  const { error } = decided;
  if (['changed-since', 'stale-payload', 'wrong-state'].includes(error.code)) {
    return redirect(path, { ...visit, notice: texts.gone[language] });
  }
  return error.status === 409 || error.status === 403
    ? again(error.title)
    : { kind: 'problem', problem: error };
}

function Changes({
  listed: { changes, cursor },
  titleOf,
  areas,
  notice,
}: {
  listed: Listed;
  titleOf: (programme: string) => string;
  areas: AreaNames;
  notice: string | undefined;
}) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.lead)}</p>
      {changes.length === 0 ? (
        <p class="govuk-body">{t(texts.none)}</p>
      ) : (
        <DataTable
          caption={t(texts.list)}
          rows={changes}
          keyOf={({ awardId }) => awardId}
          columns={[
            {
              heading: t(texts.reference),
              cell: ({ awardId, reference }) => (
                <a class="govuk-link app-code" href={`${path}/${awardId}`}>
                  {reference}
                </a>
              ),
            },
            { heading: t(texts.kind), cell: ({ kind }) => t(texts[kind]) },
            { heading: t(texts.programme), cell: ({ programme }) => titleOf(programme) },
            { heading: t(texts.area), cell: ({ areaCode }) => areas.of(areaCode) },
            { heading: t(texts.proposedOn), cell: ({ proposedAt }) => dayOf(proposedAt, language) },
            {
              heading: t(texts.confirmableFrom),
              cell: ({ confirmableFrom }) => dayOf(confirmableFrom, language),
            },
          ]}
        />
      )}
      <NextPage path={path} query={{}} cursor={cursor} />
    </>
  );
}

function ProposedChange({
  award,
  pending,
  programme,
  isTooEarly,
  state,
}: {
  award: Award;
  pending: Change;
  programme: string;
  isTooEarly: boolean;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const from = dayOf(pending.confirmableFrom, language);
  return (
    <>
      <BackLink href={path} />
      <ErrorSummary errors={state.errors} />
      {isTooEarly && <Notice kind="important">{t(texts.tooEarly).replace('{day}', from)}</Notice>}
      <span class="govuk-caption-l">{programme}</span>
      <h1 class="govuk-heading-l">{t(texts.changeTitle)}</h1>
      <SummaryList
        rows={[
          { label: t(texts.reference), value: <span class="app-code">{award.reference}</span> },
          { label: t(texts.proposedOn), value: dayOf(pending.proposedAt, language) },
          { label: t(texts.confirmableFrom), value: from },
          ...(award.payee ? [{ label: t(texts.payeeNow), value: payeeWords(award.payee, t) }] : []),
          {
            label: t(texts.accountNow),
            value: award.account
              ? `${award.account.holder} ${bankName(award.account.bank, language)} ${award.account.number}`
              : t(texts.noAccountNow),
          },
          ...(pending.payee ? [{ label: t(texts.newPayee), value: payeeWords(pending.payee, t) }] : []),
          { label: t(texts.holder), value: pending.account.holder },
          { label: t(texts.bank), value: bankName(pending.account.bank, language) },
          { label: t(texts.number), value: <span class="app-code">{pending.account.number}</span> },
        ]}
      />
      <p class="govuk-body">{t(texts.compare)}</p>
      <Form>
        <input type="hidden" name="payloadHash" value={pending.payloadHash} />
        <input type="hidden" name="reference" value={award.reference} />
        <RadioField
          name="outcome"
          label={t(texts.decision)}
          state={state}
          choices={(['confirm', 'refuse'] as const).map((value) => ({
            value,
            text: t(texts[value]),
            hint: t(texts[`${value}Hint`]),
          }))}
        />
        <Submit text={t(texts.decide)} />
      </Form>
    </>
  );
}

function payeeWords({ name, relation }: NonNullable<Award['payee']>, t: ReturnType<typeof useTexts>): string {
  return `${name} (${t(payeeRelationTexts[relation])})`;
}
