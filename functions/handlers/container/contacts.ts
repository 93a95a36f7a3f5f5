import { join } from 'node:path';
import { loadContacts } from '../../adapters/areas/load-contacts.ts';
import { dataFolder } from './data-folder.ts';

export const contactOf = await loadContacts(join(dataFolder, 'contacts.json'));
