import { useTexts, usePage } from '../../kernel/page-context.ts';
import { type Page, view } from '../../kernel/page.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { roleTexts, texts } from './texts.ts';

/** `/staff`: who I am, my areas, and what there is to do. */
export const staffHomePage: Page = {
  method: 'GET',
  path: '/staff',
  who: 'staff',
  async serve({ language }) {
    return view(texts.title[language], <StaffHome />);
  },
};

function StaffHome() {
  const { staff } = usePage();
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <SummaryList
        rows={[
          { label: t(texts.user), value: staff?.userId.replace(/^user-/, '') },
          ...(staff?.grants ?? []).map(({ role, areaCode }) => ({
            label: t(roleTexts[role]),
            value: `${t(texts.area)} ${areaCode}`,
          })),
        ]}
      />
    </>
  );
}
