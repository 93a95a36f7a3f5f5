import type { PolicyBook, PublishedPolicy } from '../../domain/policy/policy-book.ts';

/**
 * The policy version a claim was made under: it decides the claim even after a newer one came into force.
 * @throws when the version is gone from the book, which a deployment must never do
 */
export function policyOf<P extends PublishedPolicy>(
  policies: PolicyBook<P>,
  { programme, policyVersion }: { readonly programme: string; readonly policyVersion: string },
): P {
  const policy = policies.byVersion(programme, policyVersion);
  if (!policy) throw new Error(`no policy ${programme} ${policyVersion}`);
  return policy;
}
