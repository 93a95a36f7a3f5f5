import { publicPages } from '../../../web/public-pages.ts';
import { drafts } from '../../container/drafts.ts';
import { pageAssets } from '../../container/page-assets.ts';
import { pageDeps } from '../../container/page-deps.ts';
import { withAssets } from '../edge/page-assets.ts';
import { pageHandler } from '../edge/page-handler.ts';

export const { handler } = withAssets(pageHandler(publicPages({ drafts }), pageDeps), pageAssets);
