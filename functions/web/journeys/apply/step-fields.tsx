import type { ComponentChildren } from 'preact';
import { proxyRelations } from '../../../contracts/claims/claim.ts';
import { AccountFields } from '../../components/account-fields.tsx';
import { DateField } from '../../components/date-field.tsx';
import {
  CheckboxField,
  type FieldState,
  RadioField,
  SelectField,
  TextField,
} from '../../components/field.tsx';
import { relationTexts } from '../../components/relation-texts.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { aboutOneChild, stepTexts, texts } from './texts.ts';
import { type Programme, type StepId, isAboutOneChild, isOptional, mostChildren } from './steps.ts';

export interface StepProps {
  readonly id: StepId;
  readonly programme: Programme;
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  /** Lines for children that are shown. */
  readonly childLines: number;
  readonly state: FieldState;
}

/** The question of one page of the form. */
export function StepFields(props: StepProps) {
  const { id, programme, areas, state } = props;
  const t = useTexts();
  switch (id) {
    case 'for-whom':
      return (
        <RadioField
          name="_forWhom"
          label={t(stepTexts[id].title)}
          heading
          state={state}
          choices={[
            { value: 'self', text: t(texts.forMyself) },
            {
              value: 'other',
              text: t(texts.forOther),
              reveals: (
                <>
                  <RadioField
                    name="onBehalfOf.relation"
                    label={t(texts.relation)}
                    state={state}
                    inline
                    choices={[
                      { value: 'spouse', text: t(texts.spouseOf) },
                      { value: 'child', text: t(texts.childOf) },
                    ]}
                  />
                  <ResidentId name="onBehalfOf.residentId" label={t(texts.theirResidentId)} state={state} />
                </>
              ),
            },
          ]}
        />
      );
    case 'you':
      return (
        <Question id={id} programme={programme}>
          <Name name="applicant.name" state={state} autocomplete="name" />
          <ResidentId name="applicant.residentId" label={t(texts.residentId)} state={state} />
        </Question>
      );
    case 'home':
      return (
        <Question id={id} programme={programme}>
          <SelectField
            name="applicant.areaCode"
            label={t(texts.area)}
            state={state}
            choices={[
              { value: '', text: t(texts.chooseArea) },
              ...areas
                .filter(({ code }) => code.length > 6)
                .map(({ code, name }) => ({ value: code, text: name })),
            ]}
          />
          <TextField
            name="applicant.address"
            label={`${t(texts.address)}${t(texts.optional)}`}
            state={state}
            autocomplete="street-address"
          />
        </Question>
      );
    case 'spouse':
      return (
        <RadioField
          name="_hasSpouse"
          label={t(stepTexts[id].title)}
          heading
          hint={stepTexts[id].hint && t(stepTexts[id].hint)}
          state={state}
          choices={[
            {
              value: 'yes',
              text: t(texts.yes),
              reveals: (
                <>
                  <Name name="spouse.name" state={state} />
                  <ResidentId name="spouse.residentId" label={t(texts.residentId)} state={state} />
                </>
              ),
            },
            { value: 'no', text: t(texts.no) },
          ]}
        />
      );
    case 'children':
      return <Children {...props} />;
    case 'certificate':
      return (
        <Question id={id} programme={programme}>
          <TextField
            name="certificate.number"
            label={t(texts.certificateNumber)}
            state={state}
            width={20}
            autocomplete="off"
            spellcheck={false}
          />
        </Question>
      );
    case 'retirement':
      return (
        <DateField
          name="_retired"
          label={`${t(stepTexts[id].title)}${isOptional(programme, id) ? t(texts.optional) : ''}`}
          hint={stepTexts[id].hint && t(stepTexts[id].hint)}
          state={state}
          heading
        />
      );
    case 'account':
      return (
        <Question id={id} programme={programme}>
          <AccountFields state={state} />
        </Question>
      );
    case 'proxy':
      return (
        <RadioField
          name="_hasProxy"
          label={t(stepTexts[id].title)}
          hint={stepTexts[id].hint && t(stepTexts[id].hint)}
          heading
          state={state}
          choices={[
            { value: 'no', text: t(texts.no) },
            {
              value: 'yes',
              text: t(texts.yes),
              reveals: (
                <>
                  <TextField
                    name="proxy.name"
                    label={t(texts.proxyName)}
                    state={state}
                    width={20}
                    autocomplete="off"
                    spellcheck={false}
                  />
                  <RadioField
                    name="proxy.relation"
                    label={t(texts.proxyIs)}
                    state={state}
                    choices={proxyRelations.map((value) => ({ value, text: t(relationTexts[value]) }))}
                  />
                  <TextField
                    name="proxy.phone"
                    label={`${t(texts.phone)}${t(texts.optional)}`}
                    state={state}
                    width={20}
                    inputMode="tel"
                    autocomplete="off"
                  />
                  <CheckboxField name="proxy.consent" label={t(texts.proxyConsent)} state={state} />
                </>
              ),
            },
          ]}
        />
      );
    case 'phone':
      return (
        <Question id={id} programme={programme}>
          <TextField
            name="applicant.phone"
            label={t(texts.phone)}
            state={state}
            width={20}
            inputMode="tel"
            autocomplete="tel"
          />
          <TextField
            name="applicant.email"
            label={t(texts.email)}
            state={state}
            width={20}
            autocomplete="email"
            spellcheck={false}
          />
        </Question>
      );
  }
}

function Question({
  id,
  programme,
  children,
}: {
  id: StepId;
  programme: Programme;
  children: ComponentChildren;
}) {
  const t = useTexts();
  const { title, hint } = stepTexts[id];
  const mayBeLeftOut = isOptional(programme, id) ? t(texts.optional) : '';
  return (
    <>
      <h1 class="govuk-heading-l">{`${t(title)}${mayBeLeftOut}`}</h1>
      {hint && <p class="govuk-body">{t(hint)}</p>}
      {children}
    </>
  );
}

function Children({ programme, childLines, state }: StepProps) {
  const t = useTexts();
  if (isAboutOneChild(programme)) {
    return (
      <>
        <h1 class="govuk-heading-l">{t(aboutOneChild.title)}</h1>
        <p class="govuk-body">{t(aboutOneChild.hint)}</p>
        <Name name="children.0.name" state={state} />
        <ResidentId name="children.0.residentId" label={t(texts.residentId)} state={state} />
      </>
    );
  }
  return (
    <Question id="children" programme={programme}>
      {Array.from({ length: childLines }, (_, at) => (
        <fieldset key={at} class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
            {t(texts.childNumber).replace('{n}', String(at + 1))}
          </legend>
          <Name name={`children.${String(at)}.name`} state={state} />
          <ResidentId name={`children.${String(at)}.residentId`} label={t(texts.residentId)} state={state} />
        </fieldset>
      ))}
      {childLines < mostChildren && (
        <p>
          <button class="govuk-button govuk-button--secondary" name="_add" value="child">
            {t(texts.addChild)}
          </button>
        </p>
      )}
    </Question>
  );
}

function Name({
  name,
  state,
  autocomplete = 'off',
}: {
  name: string;
  state: FieldState;
  autocomplete?: string;
}) {
  const t = useTexts();
  const optional = name !== 'applicant.name';
  return (
    <TextField
      name={name}
      label={`${t(texts.name)}${optional ? t(texts.optional) : ''}`}
      state={state}
      width={20}
      autocomplete={autocomplete}
      spellcheck={false}
    />
  );
}

function ResidentId({ name, label, state }: { name: string; label: string; state: FieldState }) {
  const t = useTexts();
  return (
    <TextField
      name={name}
      label={label}
      hint={t(texts.residentIdHint)}
      state={state}
      width={20}
      autocomplete="off"
      spellcheck={false}
    />
  );
}
