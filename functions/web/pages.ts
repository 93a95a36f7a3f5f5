import { type CounterPagesDeps, counterPages } from './counter-pages.ts';
import { financePages } from './finance-pages.ts';
import { followUpPages } from './follow-up-pages.ts';
import type { Page } from './kernel/page.ts';
import { policyPages } from './policy-pages.ts';
import { type PublicPagesDeps, publicPages } from './public-pages.ts';
import { type StaffPagesDeps, staffPages } from './staff-pages.ts';

/** Every page there is. */
export function allPages(deps: PublicPagesDeps & StaffPagesDeps & CounterPagesDeps): readonly Page[] {
  return [
    ...publicPages(deps),
    ...staffPages(deps),
    ...counterPages(deps),
    ...financePages,
    ...followUpPages,
    ...policyPages,
  ];
}
