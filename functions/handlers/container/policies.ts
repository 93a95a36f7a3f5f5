import { join } from 'node:path';
import { loadPublishedPolicies } from '../../adapters/policies/load-published-policies.ts';
import { dataFolder } from './data-folder.ts';

const loaded = await loadPublishedPolicies(join(dataFolder, 'policies'));
if (!loaded.ok) throw new Error(`policies cannot be read: ${JSON.stringify(loaded.error)}`);

/** For who shows policies or follows their chain. */
export const policies = loaded.value;
