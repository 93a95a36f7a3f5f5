import { dateOf } from '../../kernel/form.ts';

/** The answers so far as the API takes them. What stands behind a question that was answered "no" is left out. */
export function declarationOfAnswers(answers: URLSearchParams): Record<string, unknown> {
  const given = (name: string): string | undefined => {
    const value = (answers.get(name) ?? '').trim();
    return value === '' ? undefined : value;
  };
  return withoutAbsent({
    birthDate: dateOf(given, '_born'),
    sex: given('sex'),
    householdType: given('householdType'),
    spouse:
      given('_hasSpouse') === 'yes'
        ? withoutAbsent({
            birthDate: dateOf(given, '_spouseBorn'),
            householdType: given('spouse.householdType'),
          })
        : undefined,
    daughters: countOf(given('daughters')),
    sons: countOf(given('sons')),
    lossOrDisability: given('_support') === 'yes',
    certificateHeld: yesOrNo(given('_certificate')),
    retirement:
      given('_retired') === 'yes'
        ? withoutAbsent({ retiredOn: dateOf(given, '_retired'), extraFivePercent: yesOrNo(given('_extra')) })
        : undefined,
  });
}

/** None where nothing was typed; what is no number is left for the API to refuse. */
function countOf(text: string | undefined): number | string {
  if (text === undefined) return 0;
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Undefined for "I do not know". */
function yesOrNo(answer: string | undefined): boolean | undefined {
  return answer === 'yes' ? true : answer === 'no' ? false : undefined;
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
