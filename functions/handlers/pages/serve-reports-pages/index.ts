import { reportPages } from '../../../web/journeys/finance/report-pages.tsx';
import { pageDeps } from '../../container/page-deps.ts';
import { pageHandler } from '../edge/page-handler.ts';

export const { handler } = pageHandler(reportPages, pageDeps);
