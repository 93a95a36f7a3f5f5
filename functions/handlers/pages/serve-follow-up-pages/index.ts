import { followUpPages } from '../../../web/follow-up-pages.ts';
import { pageDeps } from '../../container/page-deps.ts';
import { pageHandler } from '../edge/page-handler.ts';

export const { handler } = pageHandler(followUpPages, pageDeps);
