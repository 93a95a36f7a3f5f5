import { proxyRelations } from '../../../contracts/claims/claim.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { AccountOnPaper } from '../../components/account-fields.tsx';
import { BackLink } from '../../components/back-link.tsx';
import { PaperChoices, PaperDate, PaperLine, PaperNumber } from '../../components/paper-lines.tsx';
import { PrintHint } from '../../components/print-hint.tsx';
import { type Page, problemOf, view } from '../../kernel/page.ts';
import { relationTexts } from '../../components/relation-texts.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { type Programme, isAboutOneChild, type StepId, isOptional, stepsOf } from './steps.ts';
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
        <PaperLine label={t(texts.signature)} />
        <PaperDate label={t(texts.signedOn)} />
      </section>
    </>
  );
}

function PaperStep({ id, programme }: { id: StepId; programme: Programme }) {
  const t = useTexts();
  const isAboutOne = id === 'children' && isAboutOneChild(programme);
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
  const named = (
    <>
      <PaperLine label={t(texts.name)} />
      <PaperNumber label={t(texts.residentId)} />
    </>
  );
  switch (id) {
    case 'for-whom':
      return (
        <>
          <PaperChoices choices={[t(texts.forMyself), t(texts.forOther)]} />
          <PaperChoices label={t(texts.relation)} choices={[t(texts.spouseOf), t(texts.childOf)]} />
          <PaperNumber label={t(texts.theirResidentId)} />
        </>
      );
    case 'you':
      return named;
    case 'home':
      return (
        <>
          <PaperLine label={t(texts.area)} />
          <PaperLine label={t(texts.address)} />
        </>
      );
    case 'spouse':
      return (
        <>
          <PaperChoices choices={[t(texts.yes), t(texts.no)]} />
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
      return <PaperLine label={t(texts.certificateNumber)} />;
    case 'retirement':
      return <PaperDate label={t(stepTexts.retirement.title)} />;
    case 'account':
      return <AccountOnPaper />;
    case 'proxy':
      return (
        <>
          <PaperLine label={t(texts.proxyName)} />
          <PaperChoices
            label={t(texts.proxyIs)}
            choices={proxyRelations.map((one) => t(relationTexts[one]))}
          />
          <PaperLine label={t(texts.phone)} />
          <PaperChoices choices={[t(texts.proxyConsent)]} />
        </>
      );
    case 'phone':
      return (
        <>
          <PaperLine label={t(texts.phone)} />
          <PaperLine label={t(texts.email)} />
        </>
      );
  }
}
