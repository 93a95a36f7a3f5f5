import { bankName } from '../../../contracts/bank/bank-names.ts';
import { proxyRelations } from '../../../contracts/claims/claim.ts';
import type { Language } from '../../../contracts/language.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { type Contact, ContactLine } from '../../components/contact.tsx';
import { CheckboxField, type FieldState } from '../../components/field.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { relationTexts } from '../../components/relation-texts.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { draftField } from './draft-field.ts';
import type { Intake } from './intake.ts';
import { type Programme, type Step, stepsOf } from './steps.ts';
import { stepTitle } from './step-title.ts';
import { texts } from './texts.ts';

export interface CheckProps {
  readonly programme: Programme;
  readonly intake: Intake;
  readonly answers: Readonly<Record<string, string>>;
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  /** By which the form finds it again. */
  readonly draft: string;
  /** Where it is put aside. */
  readonly later: string;
  readonly contact: Contact | undefined;
  readonly state: FieldState;
}

/** Everything that was answered, each with a way to change it, and the declaration. */
export function CheckPage(props: CheckProps) {
  const { programme, intake, answers, areas, draft, later, contact, state } = props;
  const t = useTexts();
  const { language } = usePage();
  const rowOf = (step: Step): SummaryRow => {
    const lines = linesOf(step, answers, areas, t, language);
    return {
      label: t(stepTitle(programme, step.id)),
      value: lines.length === 0 ? t(texts.notGiven) : lines.map((line) => <div key={line}>{line}</div>),
      change: { href: `${intake.path}/${programme.programme}/${step.id}?from=check`, text: t(texts.change) },
    };
  };
  const last = stepsOf(programme).at(-1);
  return (
    <>
      <BackLink href={`${intake.path}/${programme.programme}/${last?.id ?? ''}`} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.checkTitle)}</h1>
      <SummaryList rows={stepsOf(programme).map(rowOf)} />
      <h2 class="govuk-heading-m">{t(texts.declare)}</h2>
      <Form>
        <input type="hidden" name={draftField} value={draft} />
        <CheckboxField name="declaration" label={t(intake.declaration)} state={state} />
        <div class="app-actions">
          <Submit text={t(texts.send)} />
          <ButtonLink href={later} text={t(texts.later)} kind="secondary" />
        </div>
      </Form>
      <ContactLine contact={contact} />
    </>
  );
}

function linesOf(
  step: Step,
  answers: CheckProps['answers'],
  areas: CheckProps['areas'],
  t: ReturnType<typeof useTexts>,
  language: Language,
): readonly string[] {
  const given = (name: string): string => answers[name] ?? '';
  switch (step.id) {
    case 'for-whom':
      return given('_forWhom') === 'other'
        ? [t(texts.forOther), given('onBehalfOf.residentId')]
        : [t(texts.forMyself)];
    case 'spouse':
      if (given('_hasSpouse') === 'no') return [t(texts.no)];
      break;
    case 'proxy': {
      if (given('_hasProxy') !== 'yes') return given('_hasProxy') === 'no' ? [t(texts.no)] : [];
      const relation = proxyRelations.find((one) => one === given('proxy.relation'));
      return [given('proxy.name'), relation ? t(relationTexts[relation]) : '', given('proxy.phone')].filter(
        (line) => line !== '',
      );
    }
    case 'account':
      return [
        given('account.holder'),
        bankName(given('account.bank'), language),
        given('account.number'),
      ].filter((line) => line !== '');
    case 'home': {
      const name = areas.find(({ code }) => code === given('applicant.areaCode'))?.name;
      return [name ?? '', given('applicant.address')].filter((line) => line !== '');
    }
    case 'retirement': {
      const parts = ['_retiredYear', '_retiredMonth', '_retiredDay'].map(given);
      return parts.every((part) => part === '') ? [] : [parts.join('-')];
    }
    default:
      break;
  }
  return step.fields
    .filter((name) => !name.startsWith('_'))
    .map(given)
    .filter((line) => line !== '');
}
