import type { PageDeps } from '../pages/edge/page-handler.ts';
import { apiClients } from './api-clients.ts';
import { clock } from './clock.ts';
import { keyed } from './keyed.ts';
import { log } from './log.ts';
import { pageAssets } from './page-assets.ts';
import { siteOrigin } from './site-origin.ts';
import { uploadOrigins } from './upload-origins.ts';
import { visits } from './visits.ts';

/** What every page is served with. */
export const pageDeps: PageDeps = {
  apiClients,
  visits,
  keyed,
  clock,
  assets: pageAssets.addresses,
  log,
  origin: siteOrigin,
  uploadOrigins,
};
