import { comparisonPage } from './journeys/policy/comparison-page.tsx';
import { previewPage } from './journeys/policy/preview-page.tsx';
import { publicationsPages } from './journeys/policy/publications-pages.tsx';
import { versionsPage } from './journeys/policy/versions-page.tsx';
import type { Page } from './kernel/page.ts';

/** For those who change rules, at `/policy`. */
export const policyPages: readonly Page[] = [versionsPage, ...publicationsPages, comparisonPage, previewPage];
