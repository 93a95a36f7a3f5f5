import type { Texts } from '../../contracts/language.ts';
import { financeRoles, payeeConfirmers, reviewers, type Role, suspenders } from '../../domain/review/role.ts';
import { hasRole, type Staff } from '../kernel/page.ts';
import { usePage, useTexts } from '../kernel/page-context.ts';
import { Form } from '../components/form.tsx';

const label: Texts = { 'zh-CN': '工作菜单', en: 'Your work' };
const signOut: Texts = { 'zh-CN': '退出', en: 'Sign out' };

interface Entry {
  readonly href: string;
  readonly text: Texts;
  /** What is done there, for the first page. */
  readonly hint?: Texts;
  readonly roles: readonly Role[];
}

/** What each role has to do; the pages themselves are guarded by the API. */
const entries: readonly Entry[] = [
  { href: '/staff', text: { 'zh-CN': '首页', en: 'Home' }, roles: [] },
  {
    href: '/staff/tasks',
    text: { 'zh-CN': '待审', en: 'Reviews' },
    hint: {
      'zh-CN': '待您审核的申请：逐件决定，或一并通过',
      en: 'Claims that wait for you: decide one by one, or approve several',
    },
    roles: reviewers,
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
    hint: { 'zh-CN': '请人在外出期间代为审核', en: 'Who decides while somebody is away' },
    roles: [...reviewers, 'admin'],
  },
  {
    href: '/staff/awards',
    text: { 'zh-CN': '待遇', en: 'Awards' },
    hint: {
      'zh-CN': '查找已批准的待遇，暂停、恢复或终止',
      en: 'Find what was awarded, to suspend, resume or end it',
    },
    roles: suspenders,
  },
  {
    href: '/staff/payees',
    text: { 'zh-CN': '收款变更', en: 'Accounts' },
    hint: { 'zh-CN': '核对账户和收款人的变更', en: 'Check changes of account or payee' },
    roles: payeeConfirmers,
  },
  {
    href: '/counter/claims',
    text: { 'zh-CN': '查找', en: 'Find a claim' },
    hint: { 'zh-CN': '没有带编号的申请人，按姓名查找', en: 'For those who come without their reference' },
    roles: ['clerk'],
  },
  {
    href: '/counter/access-code',
    text: { 'zh-CN': '查询码', en: 'Access codes' },
    hint: {
      'zh-CN': '查询码遗失的，核对身份证后重新提供',
      en: 'Give a lost code again to who shows the card',
    },
    roles: ['clerk'],
  },
  {
    href: '/counter/intake',
    text: { 'zh-CN': '受理', en: 'Intake' },
    hint: {
      'zh-CN': '代申请人填写，或成批受理',
      en: 'Fill in a claim for somebody, or take in a sheet of them',
    },
    roles: ['clerk'],
  },
  {
    href: '/finance',
    text: { 'zh-CN': '发放', en: 'Payments' },
    hint: {
      'zh-CN': '编制、放行、对账，预算与总账',
      en: 'Prepare, release and reconcile; budget and ledger',
    },
    roles: [...financeRoles, 'auditor'],
  },
  {
    href: '/receivables',
    text: { 'zh-CN': '多发异议', en: 'Objections to overpayments' },
    roles: ['appeals.officer'],
  },
  {
    href: '/policy',
    text: { 'zh-CN': '政策', en: 'Policy' },
    hint: {
      'zh-CN': '规则的各个版本、对照、试算与施行',
      en: 'Versions of the rules: compare, preview and publish',
    },
    roles: ['policy.officer', 'policy.approver', 'auditor'],
  },
  {
    href: '/staff/users',
    text: { 'zh-CN': '工作人员', en: 'Staff' },
    hint: { 'zh-CN': '提出和批准工作人员的岗位', en: 'Propose and approve what staff may do' },
    roles: ['admin', 'admin.approver'],
  },
  {
    href: '/staff/audit',
    text: { 'zh-CN': '审计', en: 'Audit' },
    hint: { 'zh-CN': '抽查、个案和审计记录的核验', en: 'Samples, cases, and whether the record is whole' },
    roles: ['auditor'],
  },
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
