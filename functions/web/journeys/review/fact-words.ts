import type * as z from 'zod';
import type { readTask } from '../../../contracts/http/review.ts';
import type { Language, Texts } from '../../../contracts/language.ts';
import type { RegisterName } from '../../../domain/policy/registers.ts';
import { dayOf } from '../../components/day.ts';
import { registerTexts } from '../../components/register-texts.ts';
import { factTexts, factWords, texts } from './texts.ts';

export type OpenedTask = z.output<(typeof readTask.answers)[200]['schema']>;
type Facts = OpenedTask['record']['facts'];

/** One group of facts as a reviewer reads it: what about, which register, what it answered, as of when. */
export interface FactLine {
  readonly about: string;
  readonly register: string;
  readonly answer: string;
  readonly asOf: string;
}

/** What the registers answered, a line a group of facts. */
export function factLines(facts: Facts, language: Language): readonly FactLine[] {
  const t = (words: Texts, values: Readonly<Record<string, string>> = {}): string =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[language]);
  const day = (date: string): string => dayOf(date, language);
  const list = (parts: readonly string[]): string =>
    parts.length === 0 ? t(factWords.none) : parts.join(language === 'en' ? ', ' : '，');

  interface Group<V> {
    readonly known: boolean;
    readonly value?: V;
    readonly sources?: readonly { readonly register: RegisterName; readonly asOf: string }[];
    readonly reasons?: readonly { readonly register: RegisterName }[];
  }
  function line<V>(
    name: keyof typeof factTexts,
    group: Group<V> | undefined,
    say: (value: V) => string,
  ): readonly FactLine[] {
    if (!group) return [];
    const [from] = group.sources ?? group.reasons ?? [];
    return [
      {
        about: t(factTexts[name]),
        register: from ? t(registerTexts[from.register]) : '',
        answer: group.value === undefined ? t(texts.noAnswer) : say(group.value),
        asOf: group.sources?.[0] ? day(group.sources[0].asOf) : '',
      },
    ];
  }

  type Known<G> =
    Extract<NonNullable<G>, { readonly known: true }> extends { readonly value: infer V } ? V : never;
  const person = (value: Known<Facts['person']>): string =>
    list([
      t(factWords[value.sex]),
      t(factWords.born, { day: day(value.birthDate) }),
      t(factWords[value.householdType]),
      ...(value.diedOn === undefined ? [] : [t(factWords.died, { day: day(value.diedOn) })]),
    ]);
  return [
    ...line('person', facts.person, person),
    ...line('applicant', facts.applicant, person),
    ...line('marriages', facts.marriages, (marriages) =>
      list(
        marriages.map(({ marriedOn, endedOn }) =>
          list([
            t(factWords.married, { day: day(marriedOn) }),
            ...(endedOn === undefined ? [] : [t(factWords.ended, { day: day(endedOn) })]),
          ]),
        ),
      ),
    ),
    ...line('children', facts.children, (children) =>
      children.length === 0
        ? t(factWords.none)
        : children
            .map(({ sex, birthDate, diedOn, disabilities }) =>
              list([
                t(factWords[sex]),
                t(factWords.born, { day: day(birthDate) }),
                ...(diedOn === undefined ? [] : [t(factWords.died, { day: day(diedOn) })]),
                ...(disabilities?.known === true
                  ? disabilities.value.map(({ grade }) => t(factWords.grade, { n: String(grade) }))
                  : []),
              ]),
            )
            .join('；'),
    ),
    ...line('certificate', facts.certificate, ({ held }) => t(held ? factWords.held : factWords.notHeld)),
    ...line('retirement', facts.retirement, ({ retiredOn, scheme, extraFivePercent }) =>
      list([
        t(factWords.retired, { day: day(retiredOn) }),
        scheme,
        ...(extraFivePercent ? [t(factWords.fivePercent)] : []),
      ]),
    ),
    ...line('attestation', facts.attestation, ({ qualifies, attestedOn }) =>
      list([t(qualifies ? factWords.yes : factWords.no), day(attestedOn)]),
    ),
    ...line('kinship', facts.kinship, ({ proven }) => t(proven ? factWords.yes : factWords.no)),
  ];
}
