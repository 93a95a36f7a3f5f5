import type * as z from 'zod';
import { closePeriod, readPeriod } from '../../../contracts/http/periods.ts';
import { closeEvents } from '../../../domain/ledger/period-lifecycle.ts';
import { BackLink } from '../../components/back-link.tsx';
import { paymentsAndYuan } from '../../components/counted.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { keyOf } from '../../kernel/form.ts';
import {
  hasRole,
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { accountTexts } from './budget-texts.ts';
import { ExceptionLinks } from './exception-links.tsx';
import { PeriodTag } from './parts.tsx';
import { periodBlockerTexts, periodDifferenceTexts, periodTexts as texts } from './period-texts.ts';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { outcomeOf } from './proposal-decision.tsx';
import { shareName } from './share-texts.ts';
import { statementAddress } from './statement-address.ts';
import { texts as financeTexts } from './texts.ts';
import { userName } from '../../components/user-name.ts';

type Period = z.output<(typeof readPeriod.answers)[200]['schema']>;
type Checks = Period['checks'];
type Held = Checks['suspense'][number];

/** `/finance/periods/<id>`: what is looked at before a month or a year is closed, and the word of two people. */
export const periodPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/finance/periods/{id}',
    who: 'staff',
    serve: (request) => periodView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path: '/finance/periods/{id}', who: 'staff', serve: act },
];

async function periodView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const { api, params, language, visit } = request;
  const [read, titles] = await Promise.all([
    api.call(readPeriod, { params: { id: params.id ?? '' } }),
    programmeTitles(request),
  ]);
  if (!read.ok) return { kind: 'problem', problem: read.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  const { notice, told } = takeNotice(visit);
  return view(
    `${texts.title[language]} ${read.value.periodId}`,
    <PeriodPage period={read.value} titles={titles.value} notice={notice} state={state} />,
    {
      ...(state.errors.length > 0 ? { status: 400 } : {}),
      ...told,
    },
  );
}

async function act(request: PageRequest): Promise<PageAnswer> {
  const { api, params, form, language, visit, target } = request;
  const event = closeEvents.find((one) => one === form.get('event')) ?? 'refuse';
  const typed = (name: 'explanation' | 'reason' | 'checksHash') => {
    const text = (form.get(name) ?? '').trim();
    return text === '' ? {} : { [name]: text };
  };
  const done = await api.call(closePeriod, {
    params: { id: params.id ?? '' },
    typed: {
      event,
      ...(event === 'refuse' ? {} : typed('checksHash')),
      ...typed(event === 'propose' ? 'explanation' : 'reason'),
    },
    ...keyOf(form),
  });
  const outcome = outcomeOf(done, () => (event === 'propose' ? 'explanation' : 'reason'));
  if ('problem' in outcome) return { kind: 'problem', problem: outcome.problem };
  if ('errors' in outcome) return periodView(request, { errors: outcome.errors, values: form });
  const notice = texts[event === 'propose' ? 'proposed' : 'recorded'][language];
  return redirect(target, { ...visit, notice });
}

function PeriodPage({
  period,
  titles,
  notice,
  state,
}: {
  period: Period;
  titles: ProgrammeTitles;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { periodId, checks, proposedBy, proposedAt, explanation, decidedBy, decidedAt, reason } = period;
  const said = (label: string, value: string | undefined): readonly SummaryRow[] =>
    value === undefined ? [] : [{ label, value }];
  const byOn = (by: string | undefined, at: string | undefined): string | undefined =>
    by === undefined
      ? undefined
      : [userName(by), ...(at === undefined ? [] : [dayOf(at, language)])].join(' · ');
  return (
    <>
      <BackLink href="/finance/periods" />
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{t(texts[period.kind])}</span>
        {`${t(texts.title)} ${periodId}`}
      </h1>
      <SummaryList
        rows={[
          { label: t(texts.status), value: <PeriodTag status={period.status} /> },
          {
            label: t(texts.days),
            value: `${dayOf(period.firstDay, language)} – ${dayOf(period.lastDay, language)}`,
          },
          {
            label: t(texts.books),
            value: t(texts.debitsAndCredits)
              .replace('{debits}', yuanOf(checks.debitsFen))
              .replace('{credits}', yuanOf(checks.creditsFen)),
          },
          ...said(t(texts.proposedBy), byOn(proposedBy, proposedAt)),
          ...said(t(texts.explanation), explanation),
          ...said(t(texts.decidedBy), byOn(decidedBy, decidedAt)),
          ...said(t(texts.reason), reason),
        ]}
      />
      <ChecksShown checks={checks} named={period.exceptions} titles={titles} />
      <Actions period={period} state={state} />
    </>
  );
}

function ChecksShown({
  checks,
  named,
  titles,
}: {
  checks: Checks;
  named: Period['exceptions'];
  titles: ProgrammeTitles;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { blockers, suspense, openExceptions, cash, unreconciled, lapsing } = checks;
  const isNothingOpen = [suspense, openExceptions, cash, unreconciled, lapsing].every(
    ({ length }) => length === 0,
  );
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.checks)}</h2>
      {blockers.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{t(texts.blocked)}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {blockers.map((one) => (
              <li key={one}>{t(periodBlockerTexts[one])}</li>
            ))}
          </ul>
        </>
      )}
      {isNothingOpen && <p class="govuk-body">{t(texts.nothingOpen)}</p>}
      {openExceptions.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{`${t(texts.exceptions)} (${String(openExceptions.length)})`}</h3>
          <div class="govuk-body">
            <ExceptionLinks ids={openExceptions} named={named} />
          </div>
        </>
      )}
      <HeldTable caption={t(texts.suspense)} rows={suspense} titles={titles} />
      {cash.length > 0 && (
        <DataTable
          caption={t(texts.cash)}
          rows={cash}
          keyOf={({ bankAccount, day }) => `${bankAccount} ${day}`}
          columns={[
            { heading: t(texts.bankAccount), cell: ({ bankAccount }) => bankAccount },
            {
              heading: t(texts.day),
              cell: ({ day }) => (
                <a class="govuk-link" href={`/finance/cash?month=${day.slice(0, 7)}`}>
                  {day}
                </a>
              ),
            },
            {
              heading: t(texts.difference),
              numeric: true,
              cell: ({ differenceFen }) => yuanOf(differenceFen),
            },
            {
              heading: t(texts.exceptions),
              cell: ({ openExceptions: ids }) => <ExceptionLinks ids={ids} named={named} />,
            },
          ]}
        />
      )}
      {unreconciled.length > 0 && (
        <DataTable
          caption={t(texts.unreconciled)}
          rows={unreconciled}
          keyOf={({ programme, period }) => `${programme} ${period}`}
          columns={[
            {
              heading: t(texts.programme),
              cell: ({ programme, period }) => `${titles.of(programme)} ${periodName(period, language)}`,
            },
            {
              heading: t(texts.difference),
              cell: ({ differences }) =>
                differences.map(({ kind, count, fen }) => (
                  <div key={kind}>
                    {t(texts.ofKind)
                      .replace('{kind}', t(periodDifferenceTexts[kind]))
                      .replace('{sum}', paymentsAndYuan({ count, fen }, language))}
                  </div>
                )),
            },
          ]}
        />
      )}
      <HeldTable caption={t(texts.lapsing)} rows={lapsing} titles={titles} />
    </>
  );
}

/** What stands on accounts, each line a link to its entries; nothing where there is none. */
function HeldTable({
  caption,
  rows,
  titles,
}: {
  caption: string;
  rows: readonly Held[];
  titles: ProgrammeTitles;
}) {
  const t = useTexts();
  const { language } = usePage();
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption={caption}
      rows={rows}
      keyOf={({ account, programme, year, share }) => [account, programme, year, share].join(' ')}
      columns={[
        {
          heading: t(texts.account),
          cell: ({ account, programme, year, share }) => (
            <a class="govuk-link" href={statementAddress({ account, programme, year: String(year), share })}>
              {t(accountTexts[account])}
            </a>
          ),
        },
        {
          heading: t(texts.programme),
          cell: ({ programme, year }) => `${titles.of(programme)} ${String(year)}`,
        },
        { heading: t(texts.share), cell: ({ share }) => shareName(share, language) },
        { heading: t(texts.amount), numeric: true, cell: ({ heldFen }) => yuanOf(heldFen) },
      ]}
    />
  );
}

/** The word that is still to be said, for who may say it: the decision is not for who proposed. */
function Actions({ period, state }: { period: Period; state: FieldState }) {
  const t = useTexts();
  const { staff } = usePage();
  const { status, proposedBy, proposedHash, checksHash, checks } = period;
  if (!hasRole(staff, 'finance.preparer', 'finance.approver')) return null;
  if (status === 'open' && checks.blockers.length === 0) {
    return (
      <>
        <h2 class="govuk-heading-m">{t(texts.proposeTitle)}</h2>
        <Form>
          <input type="hidden" name="checksHash" value={checksHash} />
          <TextField name="explanation" label={t(texts.explain)} hint={t(texts.explainHint)} state={state} />
          <Submit text={t(texts.propose)} name="event" value="propose" />
        </Form>
      </>
    );
  }
  if (status !== 'proposed' || proposedBy === staff?.userId) return null;
  const isAsProposed = proposedHash === checksHash;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.decideTitle)}</h2>
      <p class="govuk-body">{t(isAsProposed ? texts.decideHint : texts.changed)}</p>
      <Form>
        <input type="hidden" name="checksHash" value={checksHash} />
        <TextField name="reason" label={t(texts.why)} hint={t(financeTexts.whyHint)} state={state} />
        <div class="app-actions">
          {isAsProposed && <Submit text={t(texts.approve)} kind="warning" name="event" value="approve" />}
          <Submit text={t(texts.refuse)} kind="secondary" name="event" value="refuse" />
        </div>
      </Form>
    </>
  );
}
