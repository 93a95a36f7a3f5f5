import { type Language, languages } from '../../../contracts/language.ts';

/** The language of ours that Accept-Language (RFC 9110, 12.5.4) likes best; zh-CN when it likes none or is absent. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  let best: { readonly language: Language; readonly weight: number } | undefined;
  // A header of 8 KB could name thousands; what stands after the first twenty is not looked at.
  for (const range of acceptLanguage?.split(',', 20) ?? []) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const weight = Number(
      /^q=([\d.]{1,5})$/.exec(parameters.map((text) => text.trim()).find(Boolean) ?? '')?.[1] ?? 1,
    );
    const language = tag === '*' ? languages[0] : languages.find((ours) => sameBase(ours, tag));
    if (language && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? languages[0];
}

function sameBase(ours: Language, tag: string): boolean {
  return tag.split('-', 1)[0] === ours.split('-', 1)[0];
}
