import { useTexts, usePage } from '../../kernel/page-context.ts';
import { type Page, view } from '../../kernel/page.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { placesOf } from '../../layout/staff-navigation.tsx';
import { type AreaNames, areaNames } from '../finance/area-names.ts';
import { areaName } from '../users/grants.tsx';
import { roleTexts, texts } from './texts.ts';

/** `/staff`: who I am, my areas, and what there is to do. */
export const staffHomePage: Page = {
  method: 'GET',
  path: '/staff',
  who: 'staff',
  async serve(request) {
    const areas = await areaNames(request);
    if (!areas.ok) return { kind: 'problem', problem: areas.error };
    return view(texts.title[request.language], <StaffHome areas={areas.value} />);
  },
};

function StaffHome({ areas }: { areas: AreaNames }) {
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
            {places.map(({ href, text }) => (
              <li key={href}>
                <a class="govuk-link" href={href}>
                  {t(text)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
