import type { Texts } from '../../../contracts/language.ts';
import type { Role } from '../../../domain/review/role.ts';

export const texts = {
  title: { 'zh-CN': '我的工作', en: 'Your work' },
  user: { 'zh-CN': '登录者', en: 'Signed in as' },
  places: { 'zh-CN': '可办事项', en: 'What you can do' },
} satisfies Record<string, Texts>;

/** What each role is called. */
export const roleTexts: Readonly<Record<Role, Texts>> = {
  clerk: { 'zh-CN': '窗口受理员', en: 'Clerk' },
  attestor: { 'zh-CN': '街镇确认员', en: 'Attestor' },
  'village.reviewer': { 'zh-CN': '村居审核员', en: 'Village reviewer' },
  'street.reviewer': { 'zh-CN': '街道审核员', en: 'Street reviewer' },
  'district.approver': { 'zh-CN': '区审批员', en: 'District approver' },
  'appeals.officer': { 'zh-CN': '申诉复核员', en: 'Appeals officer' },
  'finance.preparer': { 'zh-CN': '发放编制员', en: 'Payment preparer' },
  'finance.approver': { 'zh-CN': '发放审批员', en: 'Payment approver' },
  'finance.reconciler': { 'zh-CN': '对账员', en: 'Reconciler' },
  storekeeper: { 'zh-CN': '物资保管员', en: 'Storekeeper' },
  'policy.officer': { 'zh-CN': '政策编制员', en: 'Policy officer' },
  'policy.approver': { 'zh-CN': '政策审批员', en: 'Policy approver' },
  auditor: { 'zh-CN': '审计员', en: 'Auditor' },
  admin: { 'zh-CN': '用户管理员', en: 'Administrator' },
  'admin.approver': { 'zh-CN': '用户管理审批员', en: 'Administration approver' },
};
