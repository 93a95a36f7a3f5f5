import { join } from 'node:path';
import { loadPageAssets } from '../pages/edge/page-assets.ts';
import { dataFolder } from './data-folder.ts';

export const pageAssets = await loadPageAssets(join(dataFolder, 'assets'));
