import type { Texts } from '../../../contracts/language.ts';
import { hasRole, type Page, type PageAnswer, problemOf, type Staff } from '../../kernel/page.ts';
import { texts } from './texts.ts';

/** Where the claim form is filled in. */
export interface Intake {
  /** What its pages' addresses begin with. */
  readonly path: '/apply' | '/counter/intake';
  readonly who: Page['who'];
  /** What is confirmed before the claim is sent. */
  readonly declaration: Texts;
}

/** By families themselves. */
export const atHome: Intake = { path: '/apply', who: 'anyone', declaration: texts.declaration };

/** By a clerk, for somebody who stands before them: the API takes the claim in the clerk's name. */
export const atCounter: Intake = {
  path: '/counter/intake',
  who: 'staff',
  declaration: {
    'zh-CN':
      '我已核对申请人本人的身份证件，并向其宣读了以上内容和声明；申请人确认内容属实，同意向有关部门核实。',
    en: 'I have seen the applicant’s identity document and read all of this and the declaration to them; they confirm that it is true and agree that other offices are asked.',
  },
};

/** Other staff would send it in their own name, as the public does, under a clerk's declaration. */
export function refusedAt({ who }: Intake, staff: Staff | undefined): PageAnswer | undefined {
  const isClerk = hasRole(staff, 'clerk');
  return who === 'staff' && !isClerk ? problemOf('clerks-only', 403) : undefined;
}
