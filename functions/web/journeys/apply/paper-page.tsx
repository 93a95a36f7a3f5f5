import { proxyRelations } from '../../../contracts/claims/claim.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { accountLabels } from '../../components/account-fields.tsx';
import { BackLink } from '../../components/back-link.tsx';
import { datePartTexts } from '../../components/date-field.tsx';
import { PrintHint } from '../../components/print-hint.tsx';
import { dateParts } from '../../kernel/form.ts';
import { type Page, problemOf, view } from '../../kernel/page.ts';
import { relationTexts } from '../../components/relation-texts.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { type Programme, type StepId, isOptional, stepsOf } from './steps.ts';
import { aboutOneChild, stepTexts, texts } from './texts.ts';

/** The form on paper: the same questions in the same order, to fill in by hand and bring to a counter. */
export const paperPage: Page = {
  method: 'GET',
  path: '/apply/{programme}/paper',
  who: 'anyone',
  async serve({ api, params, language }) {
    const listed = await api.call(listProgrammes, {});
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    const programme = listed.value.programmes.find((one) => one.programme === params.programme);
    if (!programme) return problemOf('not-found', 404);
    return view(texts.paperTitle[language], <PaperForm programme={programme} />);
  },
};

function PaperForm({ programme }: { programme: Programme }) {
  const t = useTexts();
  return (
    <>
      <BackLink href={`/apply/${programme.programme}`} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{programme.title}</span>
        {t(texts.paperTitle)}
      </h1>
      <p class="govuk-body">{t(texts.paperHint)}</p>
      <PrintHint />
      {stepsOf(programme).map(({ id }) => (
        <PaperStep key={id} id={id} programme={programme} />
      ))}
      <section class="app-paper">
        <h2 class="govuk-heading-m">{t(texts.declare)}</h2>
        <p class="govuk-body">{t(texts.declaration)}</p>
        <Line label={t(texts.signature)} />
        <DateLine label={t(texts.signedOn)} />
      </section>
    </>
  );
}

function PaperStep({ id, programme }: { id: StepId; programme: Programme }) {
  const t = useTexts();
  const isAboutOne = id === 'children' && programme.asks.children === 'required';
  const title = t(isAboutOne ? aboutOneChild.title : stepTexts[id].title);
  return (
    <section class="app-paper">
      <h2 class="govuk-heading-m">{isOptional(programme, id) ? `${title}${t(texts.optional)}` : title}</h2>
      <PaperLines id={id} isAboutOne={isAboutOne} />
    </section>
  );
}

/** Lines for children that fit on the page; who has more adds a sheet. */
const childrenOnPaper = [1, 2, 3];

function PaperLines({ id, isAboutOne }: { id: StepId; isAboutOne: boolean }) {
  const t = useTexts();
  const { language } = usePage();
  const named = (
    <>
      <Line label={t(texts.name)} />
      <NumberLine label={t(texts.residentId)} />
    </>
  );
  switch (id) {
    case 'for-whom':
      return (
        <>
          <Choices choices={[t(texts.forMyself), t(texts.forOther)]} />
          <Choices label={t(texts.relation)} choices={[t(texts.spouseOf), t(texts.childOf)]} />
          <NumberLine label={t(texts.theirResidentId)} />
        </>
      );
    case 'you':
      return named;
    case 'home':
      return (
        <>
          <Line label={t(texts.area)} />
          <Line label={t(texts.address)} />
        </>
      );
    case 'spouse':
      return (
        <>
          <Choices choices={[t(texts.yes), t(texts.no)]} />
          {named}
        </>
      );
    case 'children':
      return isAboutOne
        ? named
        : childrenOnPaper.map((at) => (
            <div key={at}>
              <p class="govuk-body govuk-!-font-weight-bold">
                {t(texts.childNumber).replace('{n}', String(at))}
              </p>
              {named}
            </div>
          ));
    case 'certificate':
      return <Line label={t(texts.certificateNumber)} />;
    case 'retirement':
      return <DateLine label={t(stepTexts.retirement.title)} />;
    case 'account':
      return Object.entries(accountLabels(language)).map(([name, label]) => (
        <Line key={name} label={label} />
      ));
    case 'proxy':
      return (
        <>
          <Line label={t(texts.proxyName)} />
          <Choices label={t(texts.proxyIs)} choices={proxyRelations.map((one) => t(relationTexts[one]))} />
          <Line label={t(texts.phone)} />
          <Choices choices={[t(texts.proxyConsent)]} />
        </>
      );
    case 'phone':
      return (
        <>
          <Line label={t(texts.phone)} />
          <Line label={t(texts.email)} />
        </>
      );
  }
}

function Line({ label }: { label: string }) {
  return (
    <p class="govuk-body app-paper__line">
      <span>{label}</span>
      <span class="app-paper__blank" />
    </p>
  );
}

/** A box for each of the 18 characters. */
function NumberLine({ label }: { label: string }) {
  return (
    <p class="govuk-body app-paper__line">
      <span>{label}</span>
      <span class="app-paper__boxes">
        {Array.from({ length: 18 }, (_, at) => (
          <span key={at} />
        ))}
      </span>
    </p>
  );
}

function DateLine({ label }: { label: string }) {
  const t = useTexts();
  return (
    <p class="govuk-body app-paper__line">
      <span>{label}</span>
      {dateParts.map((part) => (
        <span key={part} class="app-paper__part">
          <span class="app-paper__blank" />
          {t(datePartTexts[part])}
        </span>
      ))}
    </p>
  );
}

function Choices({ label, choices }: { label?: string; choices: readonly string[] }) {
  return (
    <p class="govuk-body app-paper__line">
      {label !== undefined && <span>{label}</span>}
      {choices.map((choice) => (
        <span key={choice} class="app-paper__choice">
          {choice}
        </span>
      ))}
    </p>
  );
}
