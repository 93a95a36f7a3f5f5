/** Why a clerk looks for somebody's claim: what is on record beside who looked. */
export const lookUpReasons = ['reference-lost', 'helper-asks', 'heir-asks', 'paper-came'] as const;

export type LookUpReason = (typeof lookUpReasons)[number];

/**
 * Looked for within one hour of the clock by one clerk: more than come to a counter without any paper, and far fewer
 * than the four characters would need to be guessed.
 */
export const mostLookUpsAnHour = 20;
