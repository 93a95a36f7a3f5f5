/**
 * Who did something. `id` is the identity provider's `sub` for staff, the claim's id for its holder,
 * and the step's or schedule's name for the system. Separation of duties compares ids, never roles.
 */
export interface Actor {
  readonly kind: 'staff' | 'applicant' | 'system' | 'public';
  readonly id: string;
}
