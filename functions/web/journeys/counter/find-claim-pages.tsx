import type * as z from 'zod';
import { searchClaims } from '../../../contracts/http/claim-search.ts';
import type { Language, Texts } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { lookUpReasons } from '../../../domain/claims/look-up.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, RadioField, SelectField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { type FieldError, fieldAt, jsonOfFields, keyOf } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { ClaimTag } from '../claim/claim-tag.tsx';
import { type ProgrammeTitles, programmeTitles } from '../finance/programme-titles.ts';
import { reasonTexts, texts } from './texts.ts';

type Found = z.output<(typeof searchClaims.answers)[200]['schema']>['claims'][number];

export const findClaimPath = '/counter/claims';

/**
 * `/counter/claims`: a claim whose reference is lost. What is found is shown in the answer to the form, since each look is
 * on record with its reason; the form's key makes a reload the same one.
 */
export const findClaimPages: readonly Page[] = [
  {
    method: 'GET',
    path: findClaimPath,
    who: 'staff',
    serve: blank,
  },
  { method: 'POST', path: findClaimPath, who: 'staff', serve: search, again: blank },
];

/** Blank at first; after a sign-in that ran out, with what was typed. */
async function blank(request: PageRequest): Promise<PageAnswer> {
  return asked(request, { errors: [], values: request.form });
}

async function asked(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const titles = await programmeTitles(request);
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    texts.findTitle[request.language],
    <FindClaim state={state} programmes={titles.value.choices} />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

async function search(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language } = request;
  const [found, titles] = await Promise.all([
    api.call(searchClaims, { typed: jsonOfFields(form), ...keyOf(form) }),
    programmeTitles(request),
  ]);
  if (!found.ok) {
    const errors = errorsOf(found.error, language);
    return errors.length > 0
      ? asked(request, { errors, values: form })
      : { kind: 'problem', problem: found.error };
  }
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(texts.foundTitle[language], <FoundClaims claims={found.value.claims} titles={titles.value} />);
}

const wrongTexts: Readonly<Record<string, Texts>> = {
  name: texts.nameMissing,
  idEnding: texts.idEndingWrong,
  reason: texts.reasonMissing,
};

/** What is wrong in the counter's words; what is about no field stands at the first. */
function errorsOf({ code, title, errors = [] }: Problem, language: Language): readonly FieldError[] {
  if (code === 'too-many-requests') return [{ field: 'name', message: texts.oftenEnough[language] }];
  if (code === 'own-family') return [{ field: 'name', message: title }];
  return errors.map(({ pointer, message }) => {
    const field = fieldAt(pointer);
    return { field, message: wrongTexts[field]?.[language] ?? message };
  });
}

function FindClaim({
  state,
  programmes,
}: {
  state: FieldState;
  programmes: readonly { readonly value: string; readonly text: string }[];
}) {
  const t = useTexts();
  return (
    <>
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.findTitle)}</h1>
      <p class="govuk-body">{t(texts.findLead)}</p>
      <Form action={findClaimPath}>
        <TextField name="name" label={t(texts.name)} state={state} width={20} autocomplete="off" />
        <TextField
          name="idEnding"
          label={t(texts.idEnding)}
          hint={t(texts.idEndingHint)}
          state={state}
          width={4}
          autocomplete="off"
          spellcheck={false}
        />
        <SelectField
          name="programme"
          label={t(texts.programme)}
          state={state}
          choices={[{ value: '', text: t(texts.anyProgramme) }, ...programmes]}
        />
        <RadioField
          name="reason"
          label={t(texts.reason)}
          state={state}
          choices={lookUpReasons.map((reason) => ({ value: reason, text: t(reasonTexts[reason]) }))}
        />
        <Submit text={t(texts.find)} />
      </Form>
    </>
  );
}

function FoundClaims({ claims, titles }: { claims: readonly Found[]; titles: ProgrammeTitles }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <BackLink href={findClaimPath} />
      <h1 class="govuk-heading-l">{t(texts.foundTitle)}</h1>
      {claims.length === 0 ? (
        <p class="govuk-body">{t(texts.foundNone)}</p>
      ) : (
        <DataTable
          caption={t(texts.found)}
          rows={claims}
          keyOf={({ reference }) => reference}
          columns={[
            {
              heading: t(texts.reference),
              cell: ({ reference }) => (
                <a class="govuk-link app-code" href={`${findClaimPath}/${reference}`}>
                  {reference}
                </a>
              ),
            },
            { heading: t(texts.status), cell: ({ status }) => <ClaimTag state={status} /> },
            { heading: t(texts.programme), cell: ({ programme }) => titles.of(programme) },
            { heading: t(texts.period), cell: ({ period }) => periodName(period, language) },
            { heading: t(texts.submittedOn), cell: ({ submittedOn }) => dayOf(submittedOn, language) },
          ]}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={findClaimPath}>
          {t(texts.findAgain)}
        </a>
      </p>
    </>
  );
}
