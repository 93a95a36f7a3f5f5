import type { Texts } from '../../contracts/language.ts';
import { usePage, useTexts } from '../kernel/page-context.ts';

/** The places of one office, each a link; the one that is shown is marked. */
export function PlaceNavigation({
  label,
  places,
}: {
  label: Texts;
  places: readonly { readonly href: string; readonly text: Texts }[];
}) {
  const t = useTexts();
  const { target } = usePage();
  return (
    <nav aria-label={t(label)}>
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
