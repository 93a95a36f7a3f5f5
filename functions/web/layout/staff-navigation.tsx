import type { Texts } from '../../contracts/language.ts';
import { financeRoles, payeeConfirmers, type Role, suspenders } from '../../domain/review/role.ts';
import { hasRole, type Staff } from '../kernel/page.ts';
import { usePage, useTexts } from '../kernel/page-context.ts';
import { Form } from '../components/form.tsx';

const label: Texts = { 'zh-CN': '工作菜单', en: 'Your work' };
const signOut: Texts = { 'zh-CN': '退出', en: 'Sign out' };

interface Entry {
  readonly href: string;
  readonly text: Texts;
  readonly roles: readonly Role[];
}

/** What each role has to do; the pages themselves are guarded by the API. */
const entries: readonly Entry[] = [
  { href: '/staff', text: { 'zh-CN': '首页', en: 'Home' }, roles: [] },
  {
    href: '/staff/tasks',
    text: { 'zh-CN': '待审', en: 'Reviews' },
    roles: ['village.reviewer', 'street.reviewer', 'district.approver'],
  },
  {
    href: '/staff/objections',
    text: { 'zh-CN': '异议', en: 'Objections' },
    roles: ['street.reviewer', 'district.approver'],
  },
  { href: '/staff/appeals', text: { 'zh-CN': '申诉', en: 'Appeals' }, roles: ['appeals.officer'] },
  {
    href: '/staff/deputies',
    text: { 'zh-CN': '代理', en: 'Deputies' },
    roles: ['village.reviewer', 'street.reviewer', 'district.approver', 'admin'],
  },
  {
    href: '/staff/awards',
    text: { 'zh-CN': '待遇', en: 'Awards' },
    roles: suspenders,
  },
  {
    href: '/staff/payees',
    text: { 'zh-CN': '收款变更', en: 'Accounts' },
    roles: payeeConfirmers,
  },
  { href: '/counter/claims', text: { 'zh-CN': '查找', en: 'Find a claim' }, roles: ['clerk'] },
  { href: '/counter/access-code', text: { 'zh-CN': '查询码', en: 'Access codes' }, roles: ['clerk'] },
  {
    href: '/counter/intake',
    text: { 'zh-CN': '受理', en: 'Intake' },
    roles: ['clerk'],
  },
  {
    href: '/finance',
    text: { 'zh-CN': '发放', en: 'Payments' },
    roles: [...financeRoles, 'auditor'],
  },
  {
    href: '/policy',
    text: { 'zh-CN': '政策', en: 'Policy' },
    roles: ['policy.officer', 'policy.approver', 'auditor'],
  },
  {
    href: '/staff/users',
    text: { 'zh-CN': '工作人员', en: 'Staff' },
    roles: ['admin', 'admin.approver'],
  },
  { href: '/staff/audit', text: { 'zh-CN': '审计', en: 'Audit' }, roles: ['auditor'] },
];

/** Where somebody's roles take them, their own page first. */
export function placesOf(staff: Staff): readonly Entry[] {
  return entries.filter(({ roles }) => roles.length === 0 || hasRole(staff, ...roles));
}

export function StaffNavigation() {
  const { staff, target } = usePage();
  const t = useTexts();
  if (!staff) return null;
  const [path] = target.split('?', 1);
  return (
    <nav class="app-nav" aria-label={t(label)}>
      <div class="govuk-width-container app-header__container">
        <ul>
          {placesOf(staff).map(({ href, text }) => (
            <li key={href}>
              <a
                class="govuk-link govuk-link--no-visited-state"
                href={href}
                aria-current={path === href ? 'page' : undefined}
              >
                {t(text)}
              </a>
            </li>
          ))}
        </ul>
        <Form action="/staff/sign-out">
          <button class="govuk-button govuk-button--secondary app-nav__button">{t(signOut)}</button>
        </Form>
      </div>
    </nav>
  );
}
