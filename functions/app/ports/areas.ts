import type { Texts } from '../../contracts/language.ts';
import type { AreaCode } from '../../domain/review/area.ts';

/** A district, street or town as people call it. */
export interface Area {
  readonly code: AreaCode;
  readonly name: Texts;
}
