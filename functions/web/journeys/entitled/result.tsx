import type * as z from 'zod';
import type { foreseeEntitlement } from '../../../contracts/http/entitlement.ts';
import type { programmeSchema } from '../../../contracts/http/programmes.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { dayOf } from '../../components/day.ts';
import { ProgrammeAmount } from '../../components/programme-amount.tsx';
import { Tag } from '../../components/tag.tsx';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

type Programme = z.output<typeof programmeSchema>;
type Foreseen = z.output<(typeof foreseeEntitlement.answers)[200]['schema']>['programmes'][number];

interface ResultProps {
  readonly foreseen: readonly Foreseen[];
  readonly programmes: readonly Programme[];
  readonly answers: URLSearchParams;
}

/** First what could be claimed, then what could be later; the rest is there for who wants to look. */
export function Result({ foreseen, programmes, answers }: ResultProps) {
  const t = useTexts();
  const all = foreseen.flatMap((one) => {
    const programme = programmes.find(({ programme: id }) => id === one.programme);
    return programme ? [{ one, programme }] : [];
  });
  const now = all.filter(({ one }) => one.outcome !== 'failed');
  const later = all.filter(({ one }) => one.outcome === 'failed' && one.claimFrom !== undefined);
  const others = all.filter(({ one }) => one.outcome === 'failed' && one.claimFrom === undefined);
  return (
    <>
      <BackLink href={`/entitled/work?${answers.toString()}`} />
      <h1 class="govuk-heading-l">{t(now.length > 0 ? texts.resultTitle : texts.nothingTitle)}</h1>
      {now.length === 0 && <p class="govuk-body">{t(texts.nothing)}</p>}
      {now.map((entry) => (
        <Now key={entry.one.programme} {...entry} />
      ))}
      {later.length > 0 && <h2 class="govuk-heading-m">{t(texts.later)}</h2>}
      {later.map((entry) => (
        <Later key={entry.one.programme} {...entry} />
      ))}
      {others.length > 0 && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{t(texts.others)}</span>
          </summary>
          <div class="govuk-details__text">
            {others.map(({ one, programme }) => (
              <div key={one.programme}>
                <p class="govuk-body govuk-!-font-weight-bold">{programme.title}</p>
                <p class="govuk-body">
                  {t(texts.othersNeed)}
                  {one.conditions
                    .filter(({ result }) => result === 'failed')
                    .map(({ text }) => text)
                    .join(' ')}
                </p>
              </div>
            ))}
          </div>
        </details>
      )}
      <p class="govuk-body">{t(texts.notDecision)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/entitled/you">
          {t(texts.again)}
        </a>
      </p>
    </>
  );
}

interface Entry {
  readonly one: Foreseen;
  readonly programme: Programme;
}

function Now({ one, programme }: Entry) {
  const t = useTexts();
  const open = one.conditions.filter(({ result }) => result === 'unknown');
  return (
    <section class="app-card" aria-labelledby={one.programme}>
      <h2 class="govuk-heading-m" id={one.programme}>
        {programme.title}
      </h2>
      <p class="govuk-body">
        <Tag colour={one.outcome === 'met' ? 'green' : 'blue'}>
          {t(one.outcome === 'met' ? texts.likely : texts.open)}
        </Tag>
      </p>
      <p class="govuk-body">{programme.summary}</p>
      <ProgrammeAmount programme={programme} />
      {open.length > 0 && (
        <>
          <p class="govuk-body">{t(texts.stillAsked)}</p>
          <ul class="govuk-list govuk-list--bullet">
            {open.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        </>
      )}
      <h3 class="govuk-heading-s">{t(texts.bring)}</h3>
      <ul class="govuk-list govuk-list--bullet">
        {programme.documents.map((document) => (
          <li key={document}>{document}</li>
        ))}
      </ul>
      <ButtonLink href={`/apply/${one.programme}`} text={t(texts.claim)} />
    </section>
  );
}

function Later({ one, programme }: Entry) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <p class="govuk-body">
      <strong>{programme.title}</strong>
      <br />
      {t(texts.laterFrom)}
      {one.claimFrom !== undefined && dayOf(one.claimFrom, language)}
    </p>
  );
}
