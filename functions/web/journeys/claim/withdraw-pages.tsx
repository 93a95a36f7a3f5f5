import { withdrawClaim } from '../../../contracts/http/claims.ts';
import { BackLink } from '../../components/back-link.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { keyOf } from '../../kernel/form.ts';
import { type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { type ClaimView, claimAddress, claimForm, doneWith } from './opened-claim.ts';
import { texts } from './texts.ts';

/** Taking a claim back, asked once more. */
export const withdrawPages = claimForm('/claims/{reference}/withdrawal', 'withdraw', withdrawView, send);

async function send(request: PageRequest, claim: ClaimView): Promise<PageAnswer> {
  const withdrawn = await request.api.call(withdrawClaim, {
    params: { reference: claim.reference },
    ...keyOf(request.form),
  });
  return withdrawn.ok
    ? doneWith(claim, request, texts.withdrawn[request.language])
    : { kind: 'problem', problem: withdrawn.error };
}

async function withdrawView({ language }: PageRequest, claim: ClaimView): Promise<PageAnswer> {
  return view(texts.withdraw[language], <Withdraw claim={claim} />);
}

function Withdraw({ claim }: { claim: ClaimView }) {
  const t = useTexts();
  return (
    <>
      <BackLink href={claimAddress(claim)} />
      <h1 class="govuk-heading-l">{t(texts.withdrawTitle)}</h1>
      <p class="govuk-body">{t(texts.withdrawHint)}</p>
      <Form>
        <div class="app-actions">
          <Submit text={t(texts.withdraw)} kind="warning" />
          <a class="govuk-link" href={claimAddress(claim)}>
            {t(texts.keepClaim)}
          </a>
        </div>
      </Form>
    </>
  );
}
