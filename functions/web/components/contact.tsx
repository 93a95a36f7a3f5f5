import type * as z from 'zod';
import type { listAreas } from '../../contracts/http/areas.ts';
import type { Texts } from '../../contracts/language.ts';
import { useTexts } from '../kernel/page-context.ts';

type Areas = z.output<(typeof listAreas.answers)[200]['schema']>['areas'];

export type Contact = Areas[number]['contact'];

const texts = {
  ask: {
    'zh-CN': '有事请找 {person}（{office}），电话 {phone}，{hours}。',
    en: 'If you would like to talk to somebody: {person}, {office}, phone {phone}, {hours}.',
  },
} satisfies Record<string, Texts>;

/** Whom to ask about an area: of all that it lies in, the nearest. The district's where the area is not known yet. */
export function contactIn(areas: Areas, areaCode: string | undefined): Contact | undefined {
  const [district] = areas;
  const around = areas.filter(({ code }) => areaCode?.startsWith(code));
  return (around.toSorted((a, b) => b.code.length - a.code.length)[0] ?? district)?.contact;
}

/** One person by name, and how to reach them. */
export function ContactLine({ contact }: { contact: Contact | undefined }) {
  const t = useTexts();
  if (!contact) return null;
  const { person, office, phone, hours } = contact;
  return (
    <p class="govuk-body">
      {t(texts.ask)
        .replace('{person}', person)
        .replace('{office}', office)
        .replace('{phone}', phone)
        .replace('{hours}', hours)}
    </p>
  );
}
