import type { Texts } from '../../../contracts/language.ts';
import { PlaceNavigation } from '../../components/place-navigation.tsx';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

const places = [
  { href: '/policy', text: texts.versions },
  { href: '/policy/publications', text: texts.publications },
];

export function PolicyNavigation() {
  return <PlaceNavigation label={texts.title} places={places} />;
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
