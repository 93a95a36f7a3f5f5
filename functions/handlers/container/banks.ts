import { join } from 'node:path';
import { loadBankProfiles } from '../../adapters/banks/load-bank-profiles.ts';
import { dataFolder } from './data-folder.ts';

const loaded = await loadBankProfiles(join(dataFolder, 'banks'));
if (!loaded.ok) throw new Error(`banks' profiles cannot be read: ${JSON.stringify(loaded.error)}`);

export const banks = loaded.value;
