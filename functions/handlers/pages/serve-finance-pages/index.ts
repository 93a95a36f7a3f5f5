import { financePages } from '../../../web/finance-pages.ts';
import { pageDeps } from '../../container/page-deps.ts';
import { pageHandler } from '../edge/page-handler.ts';

export const { handler } = pageHandler(financePages, pageDeps);
