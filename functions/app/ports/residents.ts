import type { Texts } from '../../contracts/language.ts';

/** How many people live in each street and town: what spending is measured against. */
export interface Residents {
  /** Where the figures are from, to be shown beside them. */
  readonly source: Texts;
  /** Mid-year residents by year and division code. */
  readonly midYear: ReadonlyMap<string, ReadonlyMap<string, number>>;
}
