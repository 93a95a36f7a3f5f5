import { join } from 'node:path';
import { loadPolicies } from '../../functions/adapters/policies/load-policies.ts';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../functions/domain/policy/policy-book.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

export const policiesFolder = join(import.meta.dirname, '../../policies');

/** The policies the project ships. */
export async function shippedPolicies(): Promise<PolicyBook<CompiledPolicy>> {
  const loaded = await loadPolicies(policiesFolder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

export async function shippedPolicy(programme: string, on = '2008-01-10'): Promise<CompiledPolicy> {
  const policy = (await shippedPolicies()).inForce(programme, calendarDate(on), undefined);
  if (!policy) throw new Error(`no policy for ${programme}`);
  return policy;
}
