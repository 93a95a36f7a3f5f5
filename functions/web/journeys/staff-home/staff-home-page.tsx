import type { SuccessOf } from '../../../contracts/api-client.ts';
import { listTasks } from '../../../contracts/http/review.ts';
import { reviewers } from '../../../domain/review/role.ts';
import { useTexts, usePage } from '../../kernel/page-context.ts';
import { hasRole, type Page, view } from '../../kernel/page.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { placesOf } from '../../layout/staff-navigation.tsx';
import { type AreaNames, areaNames } from '../finance/area-names.ts';
import { areaName } from '../users/grants.tsx';
import { texts as taskTexts } from '../review/texts.ts';
import { roleTexts, texts } from './texts.ts';

type Waiting = SuccessOf<typeof listTasks.answers>['count'];

/** `/staff`: who I am, my areas, and what there is to do. */
export const staffHomePage: Page = {
  method: 'GET',
  path: '/staff',
  who: 'staff',
  async serve(request) {
    const { api, language, staff } = request;
    const [areas, queue] = await Promise.all([
      areaNames(request),
      hasRole(staff, ...reviewers) ? api.call(listTasks, { query: { sort: 'due' } }) : undefined,
    ]);
    if (!areas.ok) return { kind: 'problem', problem: areas.error };
    if (queue?.ok === false) return { kind: 'problem', problem: queue.error };
    return view(texts.title[language], <StaffHome areas={areas.value} waiting={queue?.value.count} />);
  },
};

function StaffHome({ areas, waiting }: { areas: AreaNames; waiting: Waiting | undefined }) {
  const { staff } = usePage();
  const t = useTexts();
  const places = staff ? placesOf(staff).filter(({ href }) => href !== '/staff') : [];
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <SummaryList
        rows={[
          { label: t(texts.user), value: staff?.userId.replace(/^user-/, '') },
          ...(staff?.grants ?? []).map(({ role, areaCode }) => ({
            label: t(roleTexts[role]),
            value: areaName(areaCode, areas),
          })),
        ]}
      />
      {places.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t(texts.places)}</h2>
          <ul class="govuk-list app-acts">
            {places.map(({ href, text, hint }) => (
              <li key={href}>
                <a class="govuk-link" href={href}>
                  {t(text)}
                </a>
                {hint && <span class="govuk-hint app-act-hint">{t(hint)}</span>}
                {href === '/staff/tasks' && waiting !== undefined && waiting.open > 0 && (
                  <span class="app-act-hint">
                    {t(waiting.late > 0 ? taskTexts.openAndLate : taskTexts.open)
                      .replace('{open}', String(waiting.open))
                      .replace('{late}', String(waiting.late))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
