import { join } from 'node:path';
import { loadPolicies } from '../../adapters/policies/load-policies.ts';
import { dataFolder } from './data-folder.ts';

const loaded = await loadPolicies(join(dataFolder, 'policies'));
if (!loaded.ok) throw new Error(`policies cannot be read: ${JSON.stringify(loaded.error)}`);

/** For who decides by policies: it brings the expression language. */
export const compiledPolicies = loaded.value;
