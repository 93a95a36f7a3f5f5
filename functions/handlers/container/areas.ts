import { join } from 'node:path';
import { loadAreas } from '../../adapters/areas/load-areas.ts';
import { dataFolder } from './data-folder.ts';

export const areas = await loadAreas(join(dataFolder, 'areas.json'));
