/**
 * First parts of the paths of all pages for staff, by the function that serves them in AWS,
 * `functions/handlers/pages/serve-<name>-pages`: infra/ routes by them.
 */
export const placesOfFunctions = {
  staff: ['staff'],
  counter: ['counter'],
  finance: ['finance'],
  'follow-up': ['receivables', 'reports'],
  policy: ['policy'],
} as const;

/** A sign-in returns to nowhere else. */
export const staffPlaces = Object.values(placesOfFunctions).flat();
