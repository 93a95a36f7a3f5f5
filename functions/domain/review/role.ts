import type { ReviewStage } from './chain.ts';

/**
 * What a member of staff may be, one office each; none implies another. In particular `admin` and
 * `admin.approver` look after users and see no claim (contract.md, "Demo users").
 */
export const roles = [
  'clerk',
  'attestor',
  'village.reviewer',
  'street.reviewer',
  'district.approver',
  'appeals.officer',
  'finance.preparer',
  'finance.approver',
  'finance.reconciler',
  'storekeeper',
  'policy.officer',
  'policy.approver',
  'auditor',
  'admin',
  'admin.approver',
] as const;

export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

/** Who prepares, releases and reconciles payouts. */
export const financeRoles = [
  'finance.preparer',
  'finance.approver',
  'finance.reconciler',
] as const satisfies readonly Role[];

/** Who decides on awards and objections: not the village, where everybody knows each other. */
export const upperReviewers = ['street.reviewer', 'district.approver'] as const satisfies readonly Role[];

/** Who decides on claims, at whichever stage. */
export const reviewers = ['village.reviewer', ...upperReviewers] as const satisfies readonly Role[];

/** Who may stop the payments of an award until something is cleared. */
export const suspenders = [...upperReviewers, ...financeRoles] as const satisfies readonly Role[];

/** Who confirms where an award is paid, with the passbook or the heir's papers before them. */
export const payeeConfirmers = [
  'clerk',
  'street.reviewer',
  'district.approver',
] as const satisfies readonly Role[];

/** Who decides at each stage of a review chain; the village's reviewer serves communities too. */
export const reviewerAt: Readonly<Record<Exclude<ReviewStage, 'posting'>, Role>> = {
  village: 'village.reviewer',
  street: 'street.reviewer',
  district: 'district.approver',
};
