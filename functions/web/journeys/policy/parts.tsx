import type { Texts } from '../../../contracts/language.ts';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

export function PolicyNavigation() {
  const t = useTexts();
  const { target } = usePage();
  const places = [
    { href: '/policy', text: texts.versions },
    { href: '/policy/publications', text: texts.publications },
  ];
  return (
    <nav aria-label={t(texts.title)}>
      <ul class="govuk-list app-actions">
        {places.map(({ href, text }) => (
          <li key={href}>
            <a
              class="govuk-link"
              href={href}
              aria-current={target.split('?', 1)[0] === href ? 'page' : undefined}
            >
              {t(text)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** One of a few states, in a word and a colour. */
export function StateTag<State extends string>({
  state,
  words,
  colours,
}: {
  state: State;
  words: Readonly<Record<State, Texts>>;
  colours: Readonly<Record<State, TagColour>>;
}) {
  const t = useTexts();
  return <Tag colour={colours[state]}>{t(words[state])}</Tag>;
}
