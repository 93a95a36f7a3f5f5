import { claimOfRow } from '../../../app/claims/claim-of-row.ts';
import type { Sheets, StoredSheet } from '../../../app/sheets/sheets.ts';
import { submitClaim } from '../../../contracts/http/claims.ts';
import type { RowOutcome } from '../../../contracts/store/claim-sheet.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PrintHint } from '../../components/print-hint.tsx';
import { type Page, type PageAnswer, type PageRequest, problemOf, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { atCounter, refusedAt } from '../apply/intake.ts';
import { type SheetRow, readSheet } from './claim-sheet.ts';
import { inTurns } from './in-turns.ts';
import { texts } from './texts.ts';

export const sheetPath = '/counter/intake/sheet';

export function sentSheetAddress(sheetId: string): string {
  return `${sheetPath}/${sheetId}`;
}

/** Taken in between two looks: about a second's work. */
const rowsALook = 24;
const lookAgainSeconds = 1;

/**
 * `/counter/intake/sheet/<sheetId>`: a sheet that its clerk has sent. Each look takes in the next rows, and asks the
 * browser for another while there are more. A row is sent under a key of its own: two looks at once, or one that was cut
 * short, take nothing in twice.
 */
export function sentSheetPages(sheets: Sheets): readonly Page[] {
  return [
    {
      method: 'GET',
      path: sentSheetAddress('{sheetId}'),
      who: 'staff',
      serve: async (request) => refusedAt(atCounter, request.staff) ?? goOn(sheets, request),
    },
  ];
}

async function goOn(sheets: Sheets, request: PageRequest): Promise<PageAnswer> {
  const { language, params, staff } = request;
  const sheet = staff && (await sheets.read(staff.userId, params.sheetId ?? ''));
  if (!sheet) return problemOf('not-found', 404);
  const rows = readSheet(sheet.text);
  if (!rows.ok) throw new Error(`sheet ${sheet.sheetId} was kept unread: ${rows.error}`);
  const next = rows.value.slice(sheet.outcomes.length, sheet.outcomes.length + rowsALook);
  const outcomes = [...sheet.outcomes, ...(await sentInOrder(request, sheet, next))];
  if (outcomes.length > sheet.outcomes.length) {
    await sheets.keep(staff.userId, { sheetId: sheet.sheetId, outcomes });
  }
  const counted = (text: string): string =>
    text.replace('{done}', String(outcomes.length)).replace('{all}', String(rows.value.length));
  return outcomes.length < rows.value.length
    ? view(
        counted(texts.under[language]),
        <UnderWay outcomes={outcomes} rows={rows.value.length} heading={counted(texts.under[language])} />,
        { refreshSeconds: lookAgainSeconds },
      )
    : view(texts.sheetTitle[language], <Outcomes outcomes={outcomes} />);
}

/** What became of the next rows, up to the first that could not be answered: it is sent again at the next look. */
async function sentInOrder(
  request: PageRequest,
  { submissionKey }: StoredSheet,
  rows: readonly SheetRow[],
): Promise<readonly RowOutcome[]> {
  const sent = await inTurns(rows, async (row) => sentAs(request, submissionKey, row));
  const unanswered = sent.findIndex((outcome) => outcome === undefined);
  return sent.slice(0, unanswered < 0 ? sent.length : unanswered).filter((outcome) => outcome !== undefined);
}

async function sentAs(
  { api }: PageRequest,
  submissionKey: string,
  { number, row }: SheetRow,
): Promise<RowOutcome | undefined> {
  const sent = await api.call(submitClaim, {
    typed: claimOfRow(row),
    idempotencyKey: `${submissionKey}-${String(number)}`,
  });
  const its = { row: number, applicant: row.applicantName };
  if (sent.ok) {
    const { reference, accessCode } = sent.value;
    return { ...its, claim: { reference, accessCode } };
  }
  const { status, title } = sent.error;
  return status >= 500 || status === 429 ? undefined : { ...its, refusal: title };
}

function UnderWay({
  outcomes,
  rows,
  heading,
}: {
  outcomes: readonly RowOutcome[];
  rows: number;
  heading: string;
}) {
  const t = useTexts();
  const refused = outcomes.filter(({ refusal }) => refusal !== undefined);
  return (
    <>
      <BackLink href={sheetPath} />
      <div role="status">
        <h1 class="govuk-heading-l">{heading}</h1>
      </div>
      <progress class="app-progress" max={rows} value={outcomes.length} aria-label={heading} />
      <p class="govuk-body">{t(texts.underHint)}</p>
      <p class="govuk-body">
        {/* To this page: the browser may be told not to ask again by itself. */}
        <a class="govuk-link" href="?">
          {t(texts.lookNow)}
        </a>
      </p>
      {refused.length > 0 && <OutcomeTable caption={t(texts.refused)} outcomes={refused} />}
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
      <OutcomeTable caption={t(texts.outcome)} outcomes={outcomes} />
    </>
  );
}

function OutcomeTable({ caption, outcomes }: { caption: string; outcomes: readonly RowOutcome[] }) {
  const t = useTexts();
  return (
    <DataTable
      caption={caption}
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
  );
}
