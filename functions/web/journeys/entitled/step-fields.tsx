import { DateField } from '../../components/date-field.tsx';
import { type FieldState, RadioField, TextField } from '../../components/field.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import type { StepId } from './steps.ts';
import { texts } from './texts.ts';

/** The question of one page. */
export function StepFields({ id, state }: { id: StepId; state: FieldState }) {
  const t = useTexts();
  switch (id) {
    case 'you':
      return (
        <>
          <h1 class="govuk-heading-l">{t(texts.you)}</h1>
          <DateField name="_born" label={t(texts.born)} hint={t(texts.bornHint)} state={state} />
          <RadioField
            name="sex"
            label={t(texts.sex)}
            hint={t(texts.sexHint)}
            state={state}
            inline
            choices={[
              { value: 'female', text: t(texts.female) },
              { value: 'male', text: t(texts.male) },
            ]}
          />
          <HouseholdType name="householdType" label={t(texts.householdType)} state={state} />
        </>
      );
    case 'spouse':
      return (
        <RadioField
          name="_hasSpouse"
          label={t(texts.spouse)}
          heading
          state={state}
          choices={[
            {
              value: 'yes',
              text: t(texts.yes),
              reveals: (
                <>
                  <DateField name="_spouseBorn" label={t(texts.spouseBorn)} state={state} />
                  <HouseholdType name="spouse.householdType" label={t(texts.spouseHousehold)} state={state} />
                </>
              ),
            },
            { value: 'no', text: t(texts.no) },
          ]}
        />
      );
    case 'children':
      return (
        <>
          <h1 class="govuk-heading-l">{t(texts.children)}</h1>
          <p class="govuk-hint">{t(texts.childrenHint)}</p>
          <TextField
            name="daughters"
            label={t(texts.daughters)}
            state={state}
            width={4}
            inputMode="numeric"
          />
          <TextField name="sons" label={t(texts.sons)} state={state} width={4} inputMode="numeric" />
        </>
      );
    case 'support':
      return (
        <RadioField
          name="_support"
          label={t(texts.support)}
          hint={t(texts.supportHint)}
          heading
          state={state}
          choices={[
            { value: 'yes', text: t(texts.yes) },
            { value: 'no', text: t(texts.no) },
          ]}
        />
      );
    case 'work':
      return (
        <RadioField
          name="_retired"
          label={t(texts.work)}
          hint={t(texts.workHint)}
          heading
          state={state}
          choices={[
            {
              value: 'yes',
              text: t(texts.yes),
              reveals: (
                <>
                  <DateField name="_retired" label={t(texts.retiredOn)} state={state} />
                  <MaybeKnown name="_extra" label={t(texts.extra)} state={state} />
                  <MaybeKnown name="_certificate" label={t(texts.certificate)} state={state} />
                </>
              ),
            },
            { value: 'no', text: t(texts.no) },
          ]}
        />
      );
  }
}

interface NamedField {
  readonly name: string;
  readonly label: string;
  readonly state: FieldState;
}

function HouseholdType(field: NamedField) {
  const t = useTexts();
  const choices = [
    { value: 'rural', text: t(texts.rural) },
    { value: 'urban', text: t(texts.urban) },
  ];
  return <RadioField {...field} inline choices={choices} />;
}

function MaybeKnown(field: NamedField) {
  const t = useTexts();
  const choices = [
    { value: 'yes', text: t(texts.yes) },
    { value: 'no', text: t(texts.no) },
    { value: 'unknown', text: t(texts.notSure) },
  ];
  return <RadioField {...field} inline choices={choices} />;
}
