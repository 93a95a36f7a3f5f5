import type { Texts } from '../../../contracts/language.ts';

export const texts = {
  title: { 'zh-CN': '工作人员', en: 'Staff' },
  lead: {
    'zh-CN': '谁有哪些岗位、管哪个地区。增加或更改由一人提出、另一人批准，都不能是本人；收回立即生效。',
    en: 'Who has which roles, and where. A change is proposed by one person and approved by another, neither of whom it is for. Taking roles away holds at once.',
  },
  user: { 'zh-CN': '用户', en: 'User' },
  roles: { 'zh-CN': '岗位和地区', en: 'Roles and areas' },
  noRoles: { 'zh-CN': '没有岗位', en: 'None' },
  caption: { 'zh-CN': '全部工作人员', en: 'All staff' },
  change: { 'zh-CN': '更改', en: 'Change' },
  add: { 'zh-CN': '增加工作人员', en: 'Add somebody' },
  grantTitle: { 'zh-CN': '提出岗位', en: 'Propose roles' },
  grantLead: {
    'zh-CN': '请填写此人今后的全部岗位：批准后代替原有的。',
    en: 'Enter all the roles that this person is to have: once approved, they replace those before.',
  },
  userId: { 'zh-CN': '用户标识', en: 'User’s identifier' },
  userIdHint: {
    'zh-CN': '登录系统给此人的标识（sub），在登录系统的用户页可以查到',
    en: 'The one that the sign-in system gave them (sub): its page of the user shows it',
  },
  grant: { 'zh-CN': '岗位 {n}', en: 'Role {n}' },
  role: { 'zh-CN': '岗位', en: 'Role' },
  area: { 'zh-CN': '地区', en: 'Area' },
  none: { 'zh-CN': '（无）', en: '(none)' },
  rolesMissing: { 'zh-CN': '请至少选择一个岗位', en: 'Choose at least one role' },
  residentId: { 'zh-CN': '本人的身份证号（可不填）', en: 'Their own identity number (optional)' },
  residentIdHint: {
    'zh-CN': '用来防止经办自己家的申请；只保存无法还原的索引，已登记过的不用再填',
    en: 'So that they take no part in claims of their own family. Only an index is kept that does not give it back; once given it stays',
  },
  propose: { 'zh-CN': '提出', en: 'Propose' },
  proposed: {
    'zh-CN': '已提出，等待另一人批准。',
    en: 'Proposed; another person approves it.',
  },
  recorded: { 'zh-CN': '已记录。', en: 'Recorded.' },
  endTitle: { 'zh-CN': '收回全部岗位', en: 'Take all roles away' },
  endLead: {
    'zh-CN': '一人即可，自此人下一次操作起生效。过去的经办记录不变。',
    en: 'One person is enough, and it holds from their next step on. What they did stays on record.',
  },
  end: { 'zh-CN': '收回 {user} 的全部岗位', en: 'Take all roles from {user}' },
  ended: { 'zh-CN': '已收回 {user} 的全部岗位。', en: '{user} has no roles any more.' },
} satisfies Record<string, Texts>;
