/** In what a payment differs from the same person's of the last period: what deserves a look first comes first. */
export const rollChanges = ['account', 'amount', 'gone', 'new'] as const;

export type RollChange = (typeof rollChanges)[number];
