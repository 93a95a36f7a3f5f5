import type { Sheets } from '../../../app/sheets/sheets.ts';
import { type ClaimColumn, claimOfRow } from '../../../app/claims/claim-of-row.ts';
import { checkClaim } from '../../../contracts/http/claims.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { CheckboxField, type FieldState, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { formKeyField } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  problemOf,
  redirect,
  view,
} from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { atCounter, refusedAt } from '../apply/intake.ts';
import { type SheetRow, columnAt, mostRows, readSheet, sheetTemplate } from './claim-sheet.ts';
import { inTurns } from './in-turns.ts';
import { sentSheetAddress, sheetPath } from './sent-sheet-page.tsx';
import { columnTexts, sheetErrorTexts, texts } from './texts.ts';

/** What is wrong with one cell. */
interface CellError {
  readonly row: number;
  readonly column: ClaimColumn;
  readonly message: string;
}

/** The rows of the largest sheet, with long names and addresses of several bytes a character. */
const sheetLimitBytes = mostRows * 2 * 1024;

/**
 * `/counter/intake/sheet`: a clerk's sheet of claims. It stays in the browser's form until every row is in order; then
 * it is kept, and its rows are taken in one after the other (sent-sheet-page.tsx).
 */
export function sheetPages(sheets: Sheets): readonly Page[] {
  return [
    {
      method: 'GET',
      path: sheetPath,
      who: 'staff',
      serve: async (request) => refusedAt(atCounter, request.staff) ?? first(sheets, request),
    },
    {
      method: 'POST',
      path: sheetPath,
      who: 'staff',
      formLimitBytes: sheetLimitBytes,
      serve: async (request) => refusedAt(atCounter, request.staff) ?? take(sheets, request),
      again: async (request) => refusedAt(atCounter, request.staff) ?? first(sheets, request),
    },
    {
      method: 'GET',
      path: `${sheetPath}/template`,
      who: 'staff',
      serve: async ({ language }) => ({
        kind: 'file',
        content: sheetTemplate(language),
        mediaType: 'text/csv; charset=utf-8',
        name: 'claims.csv',
      }),
    },
  ];
}

async function first(sheets: Sheets, { form, language, staff }: PageRequest): Promise<PageAnswer> {
  const latest = staff && (await sheets.latest(staff.userId));
  return view(
    texts.sheetTitle[language],
    <Sheet state={{ errors: [], values: form }} cellErrors={[]} latest={latest} />,
  );
}

function wrongSheet(
  { form, language }: PageRequest,
  message: string,
  cellErrors: readonly CellError[] = [],
): PageAnswer {
  const state = { errors: [{ field: 'sheet', message }], values: form };
  return view(texts.sheetTitle[language], <Sheet state={state} cellErrors={cellErrors} />, { status: 400 });
}

async function take(sheets: Sheets, request: PageRequest): Promise<PageAnswer> {
  const { form, language, staff } = request;
  const text = form.get('sheet') ?? '';
  const sheet = readSheet(text);
  if (!sheet.ok) return wrongSheet(request, sheetErrorTexts[sheet.error][language]);
  const rows = sheet.value;
  const found = await inTurns(rows, (row) => cellErrorsOf(request, row));
  const cellErrors = found.flat();
  if (cellErrors.length > 0) {
    const message = texts.wrong[language].replace('{n}', String(cellErrors.length));
    return wrongSheet(request, message, cellErrors);
  }
  const isSending = form.get('action') === 'send';
  if (!isSending || form.get('declaration') !== 'yes' || !staff) {
    const errors = isSending ? [{ field: 'declaration', message: texts.mustDeclare[language] }] : [];
    return view(
      texts.sheetTitle[language],
      <InOrder rows={rows.length} state={{ errors, values: form }} />,
      errors.length > 0 ? { status: 400 } : {},
    );
  }
  const submissionKey = form.get(formKeyField);
  if (submissionKey === null) return problemOf('form-expired', 403);
  const sheetId = await sheets.begin(staff.userId, { text, submissionKey });
  return redirect(sentSheetAddress(sheetId));
}

async function cellErrorsOf({ api }: PageRequest, { number, row }: SheetRow): Promise<readonly CellError[]> {
  const checked = await api.call(checkClaim, { typed: claimOfRow(row) });
  if (checked.ok) return [];
  const { errors, title } = checked.error;
  if (errors === undefined) return [{ row: number, column: 'programme', message: title }];
  return errors.map(({ pointer, message }) => ({ row: number, column: columnAt(pointer), message }));
}

interface SheetProps {
  readonly state: FieldState;
  readonly cellErrors: readonly CellError[];
  /** The sheet that the clerk sent last. */
  readonly latest?: string | undefined;
}

function Sheet({ state, cellErrors, latest }: SheetProps) {
  const t = useTexts();
  return (
    <>
      <BackLink href="/counter/intake" />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.sheetTitle)}</h1>
      <p class="govuk-body">{t(texts.sheetHint)}</p>
      {latest !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={sentSheetAddress(latest)}>
            {t(texts.toLatest)}
          </a>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`${sheetPath}/template`}>
          {t(texts.template)}
        </a>
      </p>
      {cellErrors.length > 0 && (
        <DataTable
          caption={t(texts.errors)}
          rows={cellErrors}
          keyOf={({ row, column, message }) => [row, column, message].join(' ')}
          columns={[
            { heading: t(texts.row), cell: ({ row }) => String(row) },
            { heading: t(texts.column), cell: ({ column }) => t(columnTexts[column]) },
            { heading: t(texts.what), cell: ({ message }) => message },
          ]}
        />
      )}
      <Form>
        <TextArea name="sheet" label={t(texts.sheet)} hint={t(texts.pasteHint)} state={state} rows={10} />
        <div class="govuk-form-group" hidden data-read-file="sheet">
          <label class="govuk-label" for="from-file">
            {t(texts.fromFile)}
          </label>
          <input class="govuk-file-upload" id="from-file" type="file" accept=".csv,text/csv" />
        </div>
        <Submit text={t(texts.check)} name="action" value="check" />
      </Form>
    </>
  );
}

function InOrder({ rows, state }: { rows: number; state: FieldState }) {
  const t = useTexts();
  const count = (text: string): string => text.replace('{n}', String(rows));
  return (
    <>
      <BackLink href={sheetPath} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.sheetTitle)}</h1>
      <p class="govuk-body">{count(t(texts.inOrder))}</p>
      <Form>
        <input type="hidden" name="sheet" value={state.values.get('sheet') ?? ''} />
        <CheckboxField name="declaration" label={t(texts.declaration)} state={state} />
        <Submit text={count(t(texts.send))} name="action" value="send" />
      </Form>
    </>
  );
}
