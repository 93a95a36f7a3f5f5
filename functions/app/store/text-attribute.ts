import type { Value } from './ports.ts';

/** An attribute that our own code wrote as text. @throws when it is none: the store was changed by other hands */
export function textAttribute(attributes: { readonly [name: string]: Value }, name: string): string {
  const value = attributes[name];
  if (typeof value !== 'string') throw new TypeError(`the attribute ${name} is no text`);
  return value;
}
