import { counterPages } from '../../../web/counter-pages.ts';
import { drafts } from '../../container/drafts.ts';
import { pageDeps } from '../../container/page-deps.ts';
import { sheets } from '../../container/sheets.ts';
import { pageHandler } from '../edge/page-handler.ts';

export const { handler } = pageHandler(counterPages({ drafts, sheets }), pageDeps);
