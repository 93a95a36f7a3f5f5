import { endUser, proposeUserGrant } from '../../../contracts/http/users.ts';
import { roles } from '../../../domain/review/role.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, SelectField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { userName } from '../../components/user-name.ts';
import { fieldAt, keyOf, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { type AreaNames, areaNames } from '../finance/area-names.ts';
import { roleTexts } from '../staff-home/texts.ts';
import { areaName, type ShownGrant } from './grants.tsx';
import { texts } from './texts.ts';

const path = '/staff/users/grant';

/** `/staff/users/grant`: all roles of somebody, as they are to be. Who has some already comes with them in the address. */
export const grantPages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'staff',
    serve: (request) => grantView(request, { errors: [], values: request.query }),
  },
  {
    method: 'POST',
    path,
    who: 'staff',
    serve: proposeOrEnd,
    again: (request) => grantView(request, { errors: [], values: request.form }),
  },
];

/** Where somebody's roles are proposed; the form begins with those they have. */
export function grantAddress(of?: {
  readonly userId: string;
  readonly grants: readonly ShownGrant[];
}): string {
  if (!of) return path;
  const query = new URLSearchParams({ userId: of.userId });
  for (const [at, { role, areaCode }] of of.grants.entries()) {
    query.set(roleField(at), role);
    query.set(areaField(at), areaCode);
  }
  return `${path}?${query.toString()}`;
}

const roleField = (row: number): string => `grants.${String(row)}.role`;
const areaField = (row: number): string => `grants.${String(row)}.areaCode`;

/** As many as the API takes. */
const mostRows = 20;

const allRows = Array.from({ length: mostRows }, (_, row) => row);

/** Rows in which a role is chosen. */
function filledRows(values: URLSearchParams): readonly number[] {
  return allRows.filter((row) => (values.get(roleField(row)) ?? '') !== '');
}

async function grantView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const areas = await areaNames(request);
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  return view(texts.grantTitle[request.language], <GrantForm areas={areas.value} state={state} />, {
    ...(state.errors.length > 0 ? { status: 400 } : {}),
  });
}

async function proposeOrEnd(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const again = (errors: FieldState['errors']) => grantView(request, { errors, values: form });
  const ending = form.get('end');
  if (ending !== null) {
    const ended = await api.call(endUser, { params: { id: ending } });
    if (ended.ok || ended.error.code === 'wrong-state') {
      const notice = texts.ended[language].replace('{user}', userName(ending));
      return redirect('/staff/users', { ...visit, notice });
    }
    return ended.error.status === 409
      ? again([{ field: 'userId', message: ended.error.title }])
      : { kind: 'problem', problem: ended.error };
  }
  const rows = filledRows(form);
  if (rows.length === 0) return again([{ field: roleField(0), message: texts.rolesMissing[language] }]);
  const [userId = '', residentId = ''] = ['userId', 'residentId'].map((name) =>
    (form.get(name) ?? '').trim(),
  );
  const proposed = await api.call(proposeUserGrant, {
    typed: {
      ...(userId === '' ? {} : { userId }),
      grants: rows.map((row) => ({ role: form.get(roleField(row)), areaCode: form.get(areaField(row)) })),
      ...(residentId === '' ? {} : { residentId }),
    },
    ...keyOf(form),
  });
  if (proposed.ok) return redirect('/staff/users', { ...visit, notice: texts.proposed[language] });
  const { error } = proposed;
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  return again(
    refusals(error, (pointer) => fieldOf(pointer, rows)).map((one) => ({
      ...one,
      label: labels.get(one.field)?.[language],
    })),
  );
}

/** Where the words alone would not say what they are about. */
const labels = new Map([['userId', texts.userId]]);

/** The API counts the roles that are given, the form its rows. */
function fieldOf(pointer: string, rows: readonly number[]): string {
  const [, member, at, part] = pointer.split('/');
  if (member === 'residentId') return fieldAt(pointer);
  if (member !== 'grants') return 'userId';
  const row = rows[Number(at)] ?? 0;
  return part === 'areaCode' ? areaField(row) : roleField(row);
}

function GrantForm({ areas, state }: { areas: AreaNames; state: FieldState }) {
  const t = useTexts();
  const { values } = state;
  const filled = filledRows(values);
  const rows = allRows.slice(0, Math.max(...filled, -1) + 1 + 2);
  const userId = values.get('userId') ?? '';
  return (
    <>
      <BackLink href="/staff/users" />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.grantTitle)}</h1>
      <p class="govuk-body">{t(texts.grantLead)}</p>
      <Form action={path}>
        <TextField
          name="userId"
          label={t(texts.userId)}
          hint={t(texts.userIdHint)}
          state={state}
          autocomplete="off"
          spellcheck={false}
        />
        {rows.map((row) => (
          <fieldset key={row} class="govuk-fieldset app-filter">
            <legend class="govuk-fieldset__legend govuk-visually-hidden">
              {t(texts.grant).replace('{n}', String(row + 1))}
            </legend>
            <SelectField
              name={roleField(row)}
              label={t(texts.role)}
              state={state}
              choices={[
                { value: '', text: t(texts.none) },
                ...roles.map((value) => ({ value, text: t(roleTexts[value]) })),
              ]}
            />
            <SelectField
              name={areaField(row)}
              label={t(texts.area)}
              state={state}
              choices={areaChoices(areas, values.get(areaField(row)))}
            />
          </fieldset>
        ))}
        <TextField
          name="residentId"
          label={t(texts.residentId)}
          hint={t(texts.residentIdHint)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Submit text={t(texts.propose)} />
      </Form>
      {userId !== '' && filled.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t(texts.endTitle)}</h2>
          <p class="govuk-body">{t(texts.endLead)}</p>
          <Form action={path}>
            <Submit
              text={t(texts.end).replace('{user}', userName(userId))}
              kind="warning"
              name="end"
              value={userId}
            />
          </Form>
        </>
      )}
    </>
  );
}

/** The district, its streets, and a village that is on nobody's list but somebody's grant. */
function areaChoices(areas: AreaNames, chosen: string | null) {
  const listed = areas.all.map(({ code, name }) => ({ value: code, text: name }));
  return chosen === null || chosen === '' || listed.some(({ value }) => value === chosen)
    ? listed
    : [...listed, { value: chosen, text: areaName(chosen, areas) }];
}
