import { ButtonLink } from '../../components/button-link.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { dayOf } from '../../components/day.ts';
import { yuanOf } from '../../components/yuan.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import type { Intake } from './intake.ts';
import type { Programme } from './steps.ts';
import { texts } from './texts.ts';

/** What a programme is, for whom, how much, what to have at hand, and what happens then. */
export function StartPage({
  programme,
  intake,
  goOn,
}: {
  programme: Programme;
  intake: Intake;
  /** Where what was begun of it is looked at. */
  goOn: string | undefined;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { amount, conditions, documents, deadlines, period, postingDays } = programme;
  return (
    <>
      <h1 class="govuk-heading-l">{programme.title}</h1>
      <p class="govuk-body-l">{programme.summary}</p>
      {goOn !== undefined && <ButtonLink href={goOn} text={t(texts.goOnBegun)} />}
      <Form>
        <Submit
          text={t(goOn === undefined ? texts.begin : texts.beginAnew)}
          kind={goOn === undefined ? 'primary' : 'secondary'}
        />
      </Form>
      {intake.who === 'anyone' && (
        <>
          <p class="govuk-body">{t(texts.beginHint)}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="/resume">
              {t(texts.resume)}
            </a>
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href={`/apply/${programme.programme}/paper`}>
              {t(texts.paper)}
            </a>
          </p>
        </>
      )}
      <h2 class="govuk-heading-m">{t(texts.whoCan)}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {conditions.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{t(texts.howMuch)}</h2>
      <ul class="govuk-list">
        {amount.cases.map((one) => (
          <li key={one.code}>
            {`${one.text}${t(texts.colon)}`}
            <strong>{`¥${yuanOf(one.amount.fen)}`}</strong>
          </li>
        ))}
        {period.payBy !== undefined && <li>{`${t(texts.payBy)}${dayOf(period.payBy, language)}`}</li>}
      </ul>
      <h2 class="govuk-heading-m">{t(texts.bring)}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {documents.map((document) => (
          <li key={document}>{document}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{t(texts.steps)}</h2>
      <p class="govuk-body">
        {t(texts.decided).replace('{days}', String(deadlines.decideWithinWorkingDays))}{' '}
        {postingDays === undefined
          ? t(texts.notPosted)
          : t(texts.posted).replace('{days}', String(postingDays))}
      </p>
      {period.claimBy !== undefined && (
        <p class="govuk-body">{`${t(texts.claimBy)}${dayOf(period.claimBy, language)}`}</p>
      )}
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{t(texts.source)}</span>
        </summary>
        <div class="govuk-details__text">
          <ul class="govuk-list govuk-list--bullet">
            {[...new Set(conditions.map(({ source }) => source))].map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </div>
      </details>
    </>
  );
}
