import { join } from 'node:path';
import { loadResidents } from '../../adapters/areas/load-residents.ts';
import { dataFolder } from './data-folder.ts';

export const residents = await loadResidents(join(dataFolder, 'residents.json'));
