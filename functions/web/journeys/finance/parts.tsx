import type { RunState } from '../../../domain/payments/run-lifecycle.ts';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { runStateTexts, texts } from './texts.ts';

const colours: Readonly<Record<RunState, TagColour>> = {
  building: 'grey',
  prepared: 'yellow',
  released: 'blue',
  filed: 'blue',
  unknown: 'red',
  sent: 'blue',
  settling: 'blue',
  reconciled: 'green',
  rejected: 'red',
  cancelled: 'grey',
  closed: 'grey',
};

export function RunTag({ status }: { status: RunState }) {
  const t = useTexts();
  return <Tag colour={colours[status]}>{t(runStateTexts[status])}</Tag>;
}

const places = [
  { href: '/finance', text: texts.runs },
  { href: '/finance/exceptions', text: texts.exceptions },
];

export function FinanceNavigation() {
  const t = useTexts();
  const { target } = usePage();
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
