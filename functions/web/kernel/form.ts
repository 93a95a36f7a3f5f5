import type { Problem } from '../../contracts/problem.ts';

/** What is wrong with one field, to be shown above the form and beside the field. */
export interface FieldError {
  /** The field's name, which is also its id. */
  readonly field: string;
  readonly message: string;
  /** Which field it is, for the list above the form, where the message alone would not say. */
  readonly label?: string | undefined;
  /** Where it is put right, when that is another page. */
  readonly href?: string | undefined;
}

// A field's name is its place in the API's body, with dots: `children.0.residentId` is `/children/0/residentId`.

/** The hidden field that makes a form sent twice one act: the API's idempotency key. */
export const formKeyField = '_key';

/** Of a posted form, for the API's call. */
export function keyOf(form: URLSearchParams): { readonly idempotencyKey?: string } {
  const idempotencyKey = form.get(formKeyField);
  return idempotencyKey === null ? {} : { idempotencyKey };
}

/** Fields as the JSON that the API takes. One left empty is left out, and so is one that begins with "_": the page's own. */
export function jsonOfFields(fields: Iterable<readonly [string, string]>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const text = value.trim();
    if (text !== '' && !name.startsWith('_')) put(body, name.split('.'), text);
  }
  return body;
}

function put(into: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  // Only what a field put there itself: a field may be called __proto__.
  const known = Object.hasOwn(into, first) ? into[first] : undefined;
  const inner = isRecord(known) ? known : {};
  into[first] = inner;
  put(inner, rest, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The field that stands for a place in the API's body. */
export function fieldAt(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.');
}

/** What the API found wrong, beside the fields it is about. @param labels of the fields */
export function fieldErrors(
  { errors = [] }: Problem,
  labels: Readonly<Record<string, string>>,
): readonly FieldError[] {
  return errors.map(({ pointer, message }) => {
    const field = fieldAt(pointer);
    return { field, message, label: labels[field] };
  });
}

/**
 * What the API refused, at the fields of a form: each of its errors in the API's words, or its one reason.
 * @param fieldOf the field that stands for a JSON pointer; "" is asked for the whole
 */
export function refusals(
  { title, detail, errors = [] }: Problem,
  fieldOf: (pointer: string) => string,
): readonly FieldError[] {
  const named = errors.map(({ pointer, message }) => ({ field: fieldOf(pointer), message }));
  // The detail of a problem that has errors says how the JSON of an answer is to be read.
  const whole = { field: fieldOf(''), message: [title, ...(detail === undefined ? [] : [detail])].join(' ') };
  return named.length > 0 ? named : [whole];
}

/**
 * Everything that is wrong with a form at once: what the page itself says of a field, and what the API refuses of others.
 * @param order of the fields on the page
 */
export function allErrors(
  own: readonly FieldError[],
  refused: readonly FieldError[],
  order: readonly string[],
): readonly FieldError[] {
  const said = new Set(own.map(({ field }) => field));
  const others = refused.filter(({ field }) => !said.has(field));
  return [...own, ...others].toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

/** Members named 0, 1, 2 … as a list without the gaps that empty rows leave. */
export function listOf(members: unknown): readonly unknown[] {
  return isRecord(members)
    ? Object.entries(members)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, member]) => member)
    : [];
}

/**
 * Year, month and day as typed into a date's three fields, as "YYYY-MM-DD"; what is no date stays none, for the API to
 * say so. Undefined where all three are empty.
 * @param name of the date: its fields are called <name>Year, <name>Month and <name>Day
 */
export function dateOf(
  valueOf: (field: string) => string | null | undefined,
  name: string,
): string | undefined {
  const [year = '', month = '', day = ''] = dateParts.map((part) => (valueOf(name + part) ?? '').trim());
  if (year === '' && month === '' && day === '') return undefined;
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

export const dateParts = ['Year', 'Month', 'Day'] as const;
