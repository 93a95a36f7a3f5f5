import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Texts } from '../../contracts/language.ts';
import type { Staff } from './page.ts';

/** What every component may need of the page around it. */
export interface PageContext {
  readonly language: Language;
  /** Goes into every form, and comes back with it. */
  readonly csrfToken: string;
  readonly target: string;
  readonly staff?: Staff;
  readonly assets: Assets;
}

/** Addresses of the style sheet and the script, which change with their content. */
export interface Assets {
  readonly css: string;
  readonly js: string;
}

const context = createContext<PageContext | undefined>(undefined);

export const PageContextProvider = context.Provider;

export function usePage(): PageContext {
  const page = useContext(context);
  if (!page) throw new Error('a component was rendered outside a page');
  return page;
}

/** Gives texts in the page's language. */
export function useTexts(): (texts: Texts) => string {
  const { language } = usePage();
  return (texts) => texts[language];
}
