import { enterPaperAppeal, readClaim } from '../../../contracts/http/claims.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DateField } from '../../components/date-field.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { CheckboxField, type FieldState, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { type FieldError, allErrors, dateOf, keyOf, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import type { ClaimView } from '../claim/opened-claim.ts';
import { PaperFormLink } from '../paper/paper-form-page.tsx';
import { counterClaimAddress, counterClaimPath } from './counter-claim-page.tsx';
import { texts } from './texts.ts';

const path = `${counterClaimPath}/appeal`;

/** An appeal that came on paper: a clerk enters what it says. */
export const paperAppealPages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'staff',
    serve: (request) =>
      withClaimToAppeal(request, async (claim) =>
        asked(request, claim, { errors: [], values: request.form }),
      ),
  },
  {
    method: 'POST',
    path,
    who: 'staff',
    serve: (request) => withClaimToAppeal(request, async (claim) => enter(request, claim)),
    again: (request) =>
      withClaimToAppeal(request, async (claim) =>
        asked(request, claim, { errors: [], values: request.form }),
      ),
  },
];

/** Where no appeal can be made, the claim's page says how things stand. */
async function withClaimToAppeal(
  { api, params }: PageRequest,
  serve: (claim: ClaimView) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const read = await api.call(readClaim, { params: { reference: params.reference ?? '' } });
  if (!read.ok) return { kind: 'problem', problem: read.error };
  return read.value.may.includes('appeal') ? serve(read.value) : redirect(counterClaimAddress(read.value));
}

function asked({ language }: PageRequest, claim: ClaimView, state: FieldState): PageAnswer {
  return view(
    texts.appealTitle[language],
    <PaperAppeal claim={claim} state={state} />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

async function enter(request: PageRequest, claim: ClaimView): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const again = (errors: readonly FieldError[]) => asked(request, claim, { errors, values: form });
  const grounds = (form.get('grounds') ?? '').trim();
  const writtenOn = dateOf((field) => form.get(field), 'writtenOn');
  const signed = form.get('signed') === 'yes';
  const missing = [
    ...(grounds === '' ? [{ field: 'grounds', message: texts.groundsMissing[language] }] : []),
    ...(writtenOn === undefined
      ? [{ field: 'writtenOnYear', message: texts.writtenOnMissing[language] }]
      : []),
    ...(signed ? [] : [{ field: 'signed', message: texts.signedMissing[language] }]),
  ];
  const entered = await api.call(enterPaperAppeal, {
    params: { reference: claim.reference },
    typed: { ...(grounds === '' ? {} : { grounds }), writtenOn, signed },
    ...keyOf(form),
  });
  if (entered.ok) {
    return redirect(counterClaimAddress(claim), { ...visit, notice: texts.appealEntered[language] });
  }
  const { error } = entered;
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  const refused = refusals(error, (pointer) => fieldOf[pointer] ?? 'grounds');
  return again(allErrors(missing, refused, Object.values(fieldOf)));
}

const fieldOf: Readonly<Record<string, string>> = {
  '/grounds': 'grounds',
  '/writtenOn': 'writtenOnYear',
  '/signed': 'signed',
};

function PaperAppeal({ claim, state }: { claim: ClaimView; state: FieldState }) {
  const t = useTexts();
  const { language } = usePage();
  const { appealUntil } = claim;
  return (
    <>
      <BackLink href={counterClaimAddress(claim)} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.appealTitle)}</h1>
      <p class="govuk-body">{t(texts.appealLead)}</p>
      {appealUntil !== undefined && (
        <p class="govuk-body">{t(texts.enterUntil).replace('{day}', dayOf(appealUntil, language))}</p>
      )}
      <Form>
        <TextArea
          name="grounds"
          label={t(texts.grounds)}
          hint={t(texts.groundsHint)}
          state={state}
          rows={8}
        />
        <DateField name="writtenOn" label={t(texts.writtenOn)} state={state} />
        <CheckboxField name="signed" label={t(texts.signed)} state={state} />
        <Submit text={t(texts.enterAppeal)} />
      </Form>
      <PaperFormLink form="appeal" />
    </>
  );
}
