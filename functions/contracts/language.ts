/** The languages of every text people read; the first is the default. */
export const languages = ['zh-CN', 'en'] as const;

export type Language = (typeof languages)[number];

/** One text in every language. `{name}` stands for a parameter. */
export type Texts = { readonly [L in Language]: string };
