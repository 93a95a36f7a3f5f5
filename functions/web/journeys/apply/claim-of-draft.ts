import { jsonOfFields, listOf } from '../../kernel/form.ts';

/**
 * The claim that a draft's answers make, as the API takes it. What stands behind a question that was answered "no" is
 * left out, and so is whatever was left empty.
 */
export function claimOfDraft(
  programme: string,
  answers: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const { applicant = {}, children, onBehalfOf, spouse, ...body } = jsonOfFields(Object.entries(answers));
  const retiredOn = dateOf(answers._retiredYear, answers._retiredMonth, answers._retiredDay);
  return {
    programme,
    // Always there, so that the API names the member that is missing, and not all of it.
    applicant,
    ...body,
    ...(answers._forWhom === 'other' ? { onBehalfOf } : {}),
    ...(answers._hasSpouse === 'no' ? {} : { spouse }),
    ...(children === undefined ? {} : { children: listOf(children) }),
    ...(retiredOn === undefined ? {} : { retirement: { retiredOn } }),
    declaration: true,
  };
}

/** Year, month and day as typed, as "YYYY-MM-DD"; what is no date stays none, for the API to say so. */
function dateOf(year = '', month = '', day = ''): string | undefined {
  if (year === '' && month === '' && day === '') return undefined;
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
