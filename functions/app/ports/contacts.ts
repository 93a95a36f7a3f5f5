import type { Texts } from '../../contracts/language.ts';
import type { AreaCode } from '../../domain/review/area.ts';

/** Whom families of an area can ask: one person by name, so that nobody has to tell their story twice. */
export interface Contact {
  readonly person: Texts;
  readonly office: Texts;
  readonly phone: string;
  readonly hours: Texts;
}

/** The contact of an area; the district's where it has none of its own. */
export type ContactOf = (areaCode: AreaCode) => Contact;
