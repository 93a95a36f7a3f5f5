import { dateOf, jsonOfFields, listOf } from '../../kernel/form.ts';

/**
 * The claim that a draft's answers make, as the API takes it. What stands behind a question that was answered "no" is
 * left out, and so is whatever was left empty.
 */
export function claimOfDraft(
  programme: string,
  answers: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const {
    applicant = {},
    children,
    onBehalfOf,
    proxy,
    spouse,
    ...body
  } = jsonOfFields(Object.entries(answers));
  const retiredOn = dateOf((name) => answers[name], '_retired');
  return {
    programme,
    // Always there, so that the API names the member that is missing, and not all of it.
    applicant,
    ...body,
    ...(answers._forWhom === 'other' ? { onBehalfOf } : {}),
    ...(answers._hasProxy === 'yes' ? { proxy: proxyOf(proxy, answers['proxy.consent']) } : {}),
    ...(answers._hasSpouse === 'no' ? {} : { spouse }),
    ...(children === undefined ? {} : { children: listOf(children) }),
    ...(retiredOn === undefined ? {} : { retirement: { retiredOn } }),
    declaration: true,
  };
}

/** The applicant's agreement as the API takes it: said, or not. */
function proxyOf(proxy: unknown, consent: string | undefined): object {
  return { ...(typeof proxy === 'object' ? proxy : {}), consent: consent === 'yes' };
}
