/**
 * First parts of the paths of all pages for staff: a sign-in returns to nowhere else. In AWS each is a function of its
 * own, `functions/handlers/pages/serve-<place>-pages`, by which infra/ routes.
 */
export const staffPlaces = ['staff', 'counter', 'finance', 'reports', 'policy'] as const;
