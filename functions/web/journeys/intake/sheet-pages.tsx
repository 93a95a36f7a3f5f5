import { type ClaimColumn, claimOfRow } from '../../../app/claims/claim-of-row.ts';
import { checkClaim, submitClaim } from '../../../contracts/http/claims.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { CheckboxField, type FieldState, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { PrintHint } from '../../components/print-hint.tsx';
import { Submit } from '../../components/submit.tsx';
import { formKeyField } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { atCounter, refusedAt } from '../apply/intake.ts';
import { type SheetRow, columnAt, mostRows, readSheet, sheetTemplate } from './claim-sheet.ts';
import { columnTexts, sheetErrorTexts, texts } from './texts.ts';

/** What is wrong with one cell. */
interface CellError {
  readonly row: number;
  readonly column: ClaimColumn;
  readonly message: string;
}

/** What became of one row: a claim, or why not. */
interface RowOutcome {
  readonly row: number;
  readonly applicant: string;
  readonly claim?: { readonly reference: string; readonly accessCode: string };
  readonly refusal?: string;
}

/** The rows of the largest sheet, with long names and addresses of several bytes a character. */
const sheetLimitBytes = mostRows * 2 * 1024;

/**
 * `/counter/intake/sheet`: a clerk's sheet of claims. It stays in the browser's form until every row is in order; then
 * each row is a claim of its own, under a key of its own, so that sending it again takes none in twice.
 */
export const sheetPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/counter/intake/sheet',
    who: 'staff',
    serve: async (request) =>
      refusedAt(atCounter, request.staff) ??
      sheetView(request, { errors: [], values: new URLSearchParams() }, []),
  },
  {
    method: 'POST',
    path: '/counter/intake/sheet',
    who: 'staff',
    formLimitBytes: sheetLimitBytes,
    serve: async (request) => refusedAt(atCounter, request.staff) ?? take(request),
  },
  {
    method: 'GET',
    path: '/counter/intake/sheet/template',
    who: 'staff',
    serve: async ({ language }) => ({
      kind: 'file',
      content: sheetTemplate(language),
      mediaType: 'text/csv; charset=utf-8',
      name: 'claims.csv',
    }),
  },
];

function sheetView(
  { language }: PageRequest,
  state: FieldState,
  cellErrors: readonly CellError[],
): PageAnswer {
  return view(
    texts.sheetTitle[language],
    <Sheet state={state} cellErrors={cellErrors} />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

async function take(request: PageRequest): Promise<PageAnswer> {
  const { form, language } = request;
  const sheet = readSheet(form.get('sheet') ?? '');
  if (!sheet.ok) {
    const message = sheetErrorTexts[sheet.error][language];
    return sheetView(request, { errors: [{ field: 'sheet', message }], values: form }, []);
  }
  const rows = sheet.value;
  const found = await inTurns(rows, (row) => cellErrorsOf(request, row));
  const cellErrors = found.flat();
  if (cellErrors.length > 0) {
    const message = texts.wrong[language].replace('{n}', String(cellErrors.length));
    return sheetView(request, { errors: [{ field: 'sheet', message }], values: form }, cellErrors);
  }
  const isSending = form.get('action') === 'send';
  if (!isSending || form.get('declaration') !== 'yes') {
    const errors = isSending ? [{ field: 'declaration', message: texts.mustDeclare[language] }] : [];
    return view(
      texts.sheetTitle[language],
      <InOrder rows={rows.length} state={{ errors, values: form }} />,
      errors.length > 0 ? { status: 400 } : {},
    );
  }
  const outcomes = await inTurns(rows, (row) => sentAs(request, row));
  return view(texts.sheetTitle[language], <Outcomes outcomes={outcomes} />);
}

/** As many at once as the API is asked, so that a sheet leaves room for others. */
const atOnce = 8;

async function inTurns<Outcome>(
  rows: readonly SheetRow[],
  work: (row: SheetRow) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < rows.length; from += atOnce) {
    outcomes.push(...(await Promise.all(rows.slice(from, from + atOnce).map(work))));
  }
  return outcomes;
}

async function cellErrorsOf({ api }: PageRequest, { number, row }: SheetRow): Promise<readonly CellError[]> {
  const checked = await api.call(checkClaim, { typed: claimOfRow(row) });
  if (checked.ok) return [];
  const { errors, title } = checked.error;
  if (errors === undefined) return [{ row: number, column: 'programme', message: title }];
  return errors.map(({ pointer, message }) => ({ row: number, column: columnAt(pointer), message }));
}

async function sentAs({ api, form }: PageRequest, { number, row }: SheetRow): Promise<RowOutcome> {
  const sent = await api.call(submitClaim, {
    typed: claimOfRow(row),
    idempotencyKey: `${form.get(formKeyField) ?? ''}-${String(number)}`,
  });
  const its = { row: number, applicant: row.applicantName };
  return sent.ok ? { ...its, claim: sent.value } : { ...its, refusal: sent.error.title };
}

function Sheet({ state, cellErrors }: { state: FieldState; cellErrors: readonly CellError[] }) {
  const t = useTexts();
  return (
    <>
      <BackLink href="/counter/intake" />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.sheetTitle)}</h1>
      <p class="govuk-body">{t(texts.sheetHint)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/counter/intake/sheet/template">
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
      <BackLink href="/counter/intake/sheet" />
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

function Outcomes({ outcomes }: { outcomes: readonly RowOutcome[] }) {
  const t = useTexts();
  const done = outcomes.filter(({ claim }) => claim !== undefined).length;
  return (
    <>
      <BackLink href="/counter/intake" />
      <h1 class="govuk-heading-l">
        {t(texts.sent)
          .replace('{done}', String(done))
          .replace('{left}', String(outcomes.length - done))}
      </h1>
      {done > 0 && (
        <>
          <p class="govuk-body">{t(texts.handOver)}</p>
          <PrintHint />
        </>
      )}
      <DataTable
        caption={t(texts.outcome)}
        rows={outcomes}
        keyOf={({ row }) => String(row)}
        columns={[
          { heading: t(texts.row), cell: ({ row }) => String(row) },
          { heading: t(texts.applicant), cell: ({ applicant }) => applicant },
          {
            heading: t(texts.reference),
            cell: ({ claim, refusal }) => (claim ? <span class="app-code">{claim.reference}</span> : refusal),
          },
          {
            heading: t(texts.code),
            cell: ({ claim }) => <span class="app-code">{claim?.accessCode ?? ''}</span>,
          },
        ]}
      />
    </>
  );
}
