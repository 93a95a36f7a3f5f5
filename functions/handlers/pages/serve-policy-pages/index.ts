import { policyPages } from '../../../web/policy-pages.ts';
import { pageDeps } from '../../container/page-deps.ts';
import { pageHandler } from '../edge/page-handler.ts';

export const { handler } = pageHandler(policyPages, pageDeps);
