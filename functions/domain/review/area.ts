declare const areaBrand: unique symbol;

/**
 * A division code: 6 digits name a district, 9 a street or town, 12 a village or community
 * (6 + 3 + 3 digits: policy-facts.md, "Division codes").
 */
export type AreaCode = string & { readonly [areaBrand]: true };

const shape = /^[1-9]\d{5}(?:\d{3}(?:\d{3})?)?$/;

export function isAreaCode(text: string): text is AreaCode {
  return shape.test(text);
}

/** @throws RangeError when the text is no division code */
export function areaCode(text: string): AreaCode {
  if (!isAreaCode(text)) throw new RangeError('not a division code of 6, 9 or 12 digits');
  return text;
}

/** Whether `area` is `whole` or lies within it: division codes nest by prefix, level by level. */
export function areaContains(whole: AreaCode, area: AreaCode): boolean {
  return area.startsWith(whole);
}

/** The street or town that an area is, or lies in: its first nine digits. A district is of none, and stays itself. */
export function streetOf(area: AreaCode): AreaCode {
  return areaCode(area.slice(0, 9));
}

/** The district that an area is, or lies in: its first six digits. */
export function districtOf(area: string): string {
  return area.slice(0, 6);
}
