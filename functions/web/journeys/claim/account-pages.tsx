import type * as z from 'zod';
import { bankName } from '../../../contracts/bank/bank-names.ts';
import { proposeAccount, readAward } from '../../../contracts/http/award-changes.ts';
import { AccountFields, accountLabels } from '../../components/account-fields.tsx';
import { BackLink } from '../../components/back-link.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { fieldErrors, jsonOfFields, keyOf } from '../../kernel/form.ts';
import { type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { type ClaimView, claimAddress, claimForm, doneWith } from './opened-claim.ts';
import { PaperFormLink } from '../paper/paper-form-page.tsx';
import { texts } from './texts.ts';

type Award = z.output<(typeof readAward.answers)[200]['schema']>;

/** Where an award is paid: naming an account or another one. A member of staff confirms it before it counts. */
export const accountPages = claimForm(
  '/claims/{reference}/account',
  'name-account',
  (request, claim) => withAward(request, claim, async (award) => accountView(request, claim, award)),
  (request, claim) => withAward(request, claim, async (award) => send(request, claim, award)),
);

async function send(request: PageRequest, claim: ClaimView, award: Award): Promise<PageAnswer> {
  const { api, form, language } = request;
  const proposed = await api.call(proposeAccount, {
    params: { awardId: award.awardId },
    // Always there, so that the API names the member that is missing, and not all of it.
    typed: { account: {}, ...jsonOfFields(form) },
    ...keyOf(request.form),
  });
  if (proposed.ok) return doneWith(claim, request, texts.accountTaken[language]);
  if (proposed.error.status !== 400) return { kind: 'problem', problem: proposed.error };
  return accountView(request, claim, award, fieldErrors(proposed.error, accountLabels(language)));
}

function accountView(
  { form, language }: PageRequest,
  claim: ClaimView,
  award: Award,
  errors: FieldState['errors'] = [],
): PageAnswer {
  return view(
    texts['name-account'][language],
    <Account claim={claim} award={award} state={{ errors, values: form }} />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

async function withAward(
  { api }: PageRequest,
  claim: ClaimView,
  serve: (award: Award) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const awardId = claim.award?.awardId;
  if (awardId === undefined) return redirect(claimAddress(claim));
  const award = await api.call(readAward, { params: { awardId } });
  return award.ok ? serve(award.value) : { kind: 'problem', problem: award.error };
}

function Account({ claim, award, state }: { claim: ClaimView; award: Award; state: FieldState }) {
  const t = useTexts();
  const { language } = usePage();
  const { account, pending } = award;
  return (
    <>
      <BackLink href={claimAddress(claim)} />
      <ErrorSummary errors={state.errors} />
      {pending && (
        <Notice kind="important">
          {t(texts.accountWaits)
            .replace('{number}', pending.account.number)
            .replace('{day}', dayOf(pending.proposedAt, language))
            .replace('{from}', dayOf(pending.confirmableFrom, language))}
        </Notice>
      )}
      <h1 class="govuk-heading-l">{t(texts['name-account'])}</h1>
      {account && (
        <SummaryList
          rows={[
            {
              label: t(texts.accountNow),
              value: `${account.holder} ${bankName(account.bank, language)} ${account.number}`,
            },
          ]}
        />
      )}
      <p class="govuk-body">{t(texts.accountHint)}</p>
      <Form>
        <AccountFields state={state} />
        <Submit text={t(texts.sendAccount)} />
      </Form>
      <PaperFormLink form="account" />
    </>
  );
}
