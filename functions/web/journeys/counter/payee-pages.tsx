import { payeeSchema } from '../../../contracts/claims/claim.ts';
import { proposeAccount, proposePayee } from '../../../contracts/http/award-changes.ts';
import { readClaim } from '../../../contracts/http/claims.ts';
import type { Language } from '../../../contracts/language.ts';
import { AccountFields, accountLabels } from '../../components/account-fields.tsx';
import { BackLink } from '../../components/back-link.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, RadioField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { fieldErrors, jsonOfFields, keyOf, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import type { ClaimView } from '../claim/opened-claim.ts';
import { payeeRelationTexts } from '../payees/texts.ts';
import { counterClaimAddress, counterClaimPath } from './counter-claim-page.tsx';
import { payeeTexts as texts } from './texts.ts';

/** What changes: the account alone, or who is paid with it. */
type Change = 'account' | 'payee';

/**
 * `/counter/claims/<reference>/account` and `/payee`: where an award is to be paid, as whoever stands at the counter
 * names it. Another member of staff confirms it.
 */
export const counterPayeePages: readonly Page[] = (['account', 'payee'] as const).flatMap((change) => {
  const path = `${counterClaimPath}/${change}`;
  const ask = (request: PageRequest): Promise<PageAnswer> =>
    withAward(request, async (claim) => asked(request, change, claim, []));
  return [
    { method: 'GET', path, who: 'staff', serve: ask },
    {
      method: 'POST',
      path,
      who: 'staff',
      serve: (request: PageRequest) =>
        withAward(request, (claim, awardId) => propose(request, change, claim, awardId)),
      again: ask,
    },
  ] satisfies readonly Page[];
});

/** Nothing is paid yet on a claim without an award: its page says how things stand. */
async function withAward(
  { api, params }: PageRequest,
  serve: (claim: ClaimView, awardId: string) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const claim = await api.call(readClaim, { params: { reference: params.reference ?? '' } });
  if (!claim.ok) return { kind: 'problem', problem: claim.error };
  const awardId = claim.value.award?.awardId;
  return awardId === undefined ? redirect(counterClaimAddress(claim.value)) : serve(claim.value, awardId);
}

function asked(
  { form, language }: PageRequest,
  change: Change,
  claim: ClaimView,
  errors: FieldState['errors'],
): PageAnswer {
  return view(
    texts[change][language],
    <NamePayee change={change} claim={claim} state={{ errors, values: form }} />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

async function propose(
  request: PageRequest,
  change: Change,
  claim: ClaimView,
  awardId: string,
): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const input = { params: { awardId }, ...keyOf(form) };
  // Always there, so that the API names the members that are missing, and not all of it.
  const proposed = await (change === 'payee'
    ? api.call(proposePayee, { ...input, typed: { payee: {}, account: {}, ...jsonOfFields(form) } })
    : api.call(proposeAccount, { ...input, typed: { account: {}, ...jsonOfFields(form) } }));
  if (proposed.ok) {
    return redirect(counterClaimAddress(claim), { ...visit, notice: texts.proposed[language] });
  }
  const { error } = proposed;
  if (error.status === 400) return asked(request, change, claim, fieldErrors(error, labelsIn(language)));
  if (error.status !== 403 && error.status !== 409) return { kind: 'problem', problem: error };
  return asked(
    request,
    change,
    claim,
    refusals(error, () => 'account.holder'),
  );
}

function labelsIn(language: Language): Readonly<Record<string, string>> {
  return {
    ...accountLabels(language),
    'payee.name': texts.name[language],
    'payee.residentId': texts.residentId[language],
    'payee.relation': texts.relation[language],
    'payee.phone': texts.phone[language],
    'payee.email': texts.email[language],
  };
}

function NamePayee({ change, claim, state }: { change: Change; claim: ClaimView; state: FieldState }) {
  const t = useTexts();
  const { language } = usePage();
  const labels = labelsIn(language);
  const line = (name: string, hint?: string) => (
    <TextField
      key={name}
      name={name}
      label={labels[name] ?? name}
      {...(hint === undefined ? {} : { hint })}
      state={state}
      width={20}
      autocomplete="off"
      spellcheck={false}
    />
  );
  return (
    <>
      <BackLink href={counterClaimAddress(claim)} />
      <ErrorSummary errors={state.errors} />
      <span class="govuk-caption-l app-code">{claim.reference}</span>
      <h1 class="govuk-heading-l">{t(texts[change])}</h1>
      <p class="govuk-body">{t(texts[`${change}Lead`])}</p>
      <Form>
        {change === 'payee' && (
          <>
            {line('payee.name')}
            {line('payee.residentId')}
            <RadioField
              name="payee.relation"
              label={t(texts.relation)}
              state={state}
              choices={payeeSchema.shape.relation.options.map((value) => ({
                value,
                text: t(payeeRelationTexts[value]),
              }))}
            />
            {line('payee.phone', t(texts.contactHint))}
            {line('payee.email')}
            <h2 class="govuk-heading-m">{t(texts.itsAccount)}</h2>
          </>
        )}
        <AccountFields state={state} />
        <Submit text={t(texts.send)} />
      </Form>
    </>
  );
}
