import { join } from 'node:path';
import { loadPolicies } from '../../adapters/policies/load-policies.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { dataFolder } from './data-folder.ts';

export const policies: PolicyBook = await load();

async function load(): Promise<PolicyBook> {
  const loaded = await loadPolicies(join(dataFolder, 'policies'));
  if (!loaded.ok) throw new Error(`policies cannot be read: ${JSON.stringify(loaded.error)}`);
  return loaded.value;
}
