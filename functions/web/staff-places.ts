/** First parts of the paths of all pages for staff. infra/ routes by them, and a sign-in returns to nowhere else. */
export const staffPlaces = ['staff', 'finance'] as const;
