import type * as z from 'zod';
import { readLedgerEntry, readTrialBalance, readVoucher } from '../../../contracts/http/ledger.ts';
import type { Account } from '../../../domain/ledger/accounts.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { ledgerEventName } from '../../../contracts/ledger-event-texts.ts';
import { accountTexts, ledgerTexts as texts } from './budget-texts.ts';
import { FinanceNavigation, PaymentOutcome } from './parts.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { shareName } from './share-texts.ts';
import { PaymentLink } from './payment-link.tsx';
import { statementAddress } from './statement-address.ts';
import { VoucherLink, VoucherPage } from './voucher-page.tsx';
import { voucherTexts } from './voucher-texts.ts';

type Balance = z.output<(typeof readTrialBalance.answers)[200]['schema']>;
type Explained = z.output<(typeof readLedgerEntry.answers)[200]['schema']>;

/** `/finance/ledger`: the trial balance, a voucher by its number, an entry down to the payments and claims behind it. */
export const ledgerPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/finance/ledger',
    who: 'staff',
    serve: (request) => balanceView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'GET', path: '/finance/ledger/voucher', who: 'staff', serve: voucherView },
  { method: 'GET', path: '/finance/ledger/entry', who: 'staff', serve: entryView },
];

async function balanceView(request: PageRequest, state: FieldState, status = 200): Promise<PageAnswer> {
  const { api, language } = request;
  const [balance, titles] = await Promise.all([api.call(readTrialBalance, {}), programmeTitles(request)]);
  if (!balance.ok) return { kind: 'problem', problem: balance.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    texts.title[language],
    <TrialBalance balance={balance.value} titles={titles.value} state={state} />,
    { status },
  );
}

/** A number that is typed wrong comes back with the ledger, to be mended. */
async function voucherView(request: PageRequest): Promise<PageAnswer> {
  const { api, query, language } = request;
  const number = query.get('number')?.trim() ?? '';
  const [found, titles] = await Promise.all([
    number === '' ? undefined : api.call(readVoucher, { params: { number } }),
    programmeTitles(request),
  ]);
  // Refused is what is too long to be one.
  if (!found || (!found.ok && [400, 404].includes(found.error.status))) {
    const errors = [{ field: 'number', message: voucherTexts.none[language] }];
    return balanceView(request, { errors, values: query }, 404);
  }
  if (!found.ok) return { kind: 'problem', problem: found.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    `${voucherTexts.title[language]} ${found.value.number}`,
    <VoucherPage voucher={found.value} titles={titles.value} />,
  );
}

function TrialBalance({
  balance,
  titles,
  state,
}: {
  balance: Balance;
  titles: ProgrammeTitles;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { lines, balanced, debitsFen, creditsFen } = balance;
  return (
    <>
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <FinanceNavigation />
      <form method="get" action="/finance/ledger/voucher" novalidate>
        <TextField
          name="number"
          label={t(voucherTexts.number)}
          hint={t(voucherTexts.hint)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Submit text={t(voucherTexts.find)} kind="secondary" />
      </form>
      <p class="govuk-body">
        <Tag colour={balanced ? 'green' : 'red'}>{t(balanced ? texts.balanced : texts.unbalanced)}</Tag>{' '}
        {`${t(texts.debit)} ¥${yuanOf(debitsFen)} · ${t(texts.credit)} ¥${yuanOf(creditsFen)}`}
      </p>
      <DataTable
        caption={t(texts.balances)}
        rows={lines}
        keyOf={({ account, programme, year, share, bankAccount = '' }) =>
          [account, programme, year, share, bankAccount].join(' ')
        }
        columns={[
          {
            heading: t(texts.account),
            cell: ({ account, programme, year, share }) => (
              <a
                class="govuk-link"
                href={statementAddress({ account, programme, year: String(year), share })}
              >
                {t(accountTexts[account])}
                <span class="govuk-visually-hidden">
                  {` ${titles.of(programme)} ${String(year)} ${shareName(share, language)}`}
                </span>
              </a>
            ),
          },
          {
            heading: t(texts.what),
            cell: ({ programme, year, share }) =>
              [
                titles.of(programme),
                String(year),
                ...(share === programme ? [] : [shareName(share, language)]),
              ].join(' '),
          },
          { heading: t(texts.debit), numeric: true, cell: ({ debitFen }) => yuanOf(debitFen) },
          { heading: t(texts.credit), numeric: true, cell: ({ creditFen }) => yuanOf(creditFen) },
        ]}
      />
    </>
  );
}

async function entryView(request: PageRequest): Promise<PageAnswer> {
  const { api, query, language } = request;
  const [read, titles] = await Promise.all([
    api.call(readLedgerEntry, { query: { id: query.get('id') ?? '', ...cursorIn(query) } }),
    programmeTitles(request),
  ]);
  if (!read.ok) return { kind: 'problem', problem: read.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(texts.entry[language], <EntryPage explained={read.value} titles={titles.value} />);
}

function EntryPage({ explained, titles }: { explained: Explained; titles: ProgrammeTitles }) {
  const t = useTexts();
  const { language } = usePage();
  const { entry, run, payments, claims, cursor } = explained;
  const { programme, share } = entry;
  const year = String(entry.year);
  const statementOf = (account: Account) => (
    <a class="govuk-link" href={statementAddress({ account, programme, year, share })}>
      {t(accountTexts[account])}
    </a>
  );
  const leading = (awardId: string | undefined, reference: string | undefined) =>
    awardId === undefined ? (
      <span class="app-code">{reference ?? ''}</span>
    ) : (
      <a class="govuk-link app-code" href={`/staff/awards/${awardId}`}>
        {reference ?? awardId}
      </a>
    );
  return (
    <>
      <BackLink href="/finance/ledger" />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${titles.of(programme)} ${year} ${shareName(share, language)}`}</span>
        {`${t(texts.entry)} ¥${yuanOf(entry.amountFen)}`}
      </h1>
      <SummaryList
        rows={[
          { label: t(voucherTexts.number), value: <VoucherLink number={entry.voucher} /> },
          { label: t(texts.what), value: ledgerEventName(entry.event, language) },
          { label: t(texts.date), value: dayOf(entry.date, language) },
          { label: t(texts.debit), value: statementOf(entry.debit) },
          { label: t(texts.credit), value: statementOf(entry.credit) },
          ...(run === undefined
            ? []
            : [
                {
                  label: t(texts.run),
                  value: (
                    <a class="govuk-link" href={`/finance/runs/${run.runId}`}>
                      {`${titles.of(programme)} ${periodName(run.period, language)}`}
                    </a>
                  ),
                },
              ]),
        ]}
      />
      {payments.length > 0 && (
        <DataTable
          caption={t(texts.payments)}
          rows={payments}
          keyOf={({ paymentId }) => paymentId}
          columns={[
            {
              heading: t(texts.payment),
              cell: ({ paymentId }) => <PaymentLink paymentId={paymentId} />,
            },
            { heading: t(texts.claim), cell: (one) => leading(one.awardId, one.reference) },
            { heading: t(texts.outcome), cell: ({ outcome }) => <PaymentOutcome outcome={outcome} /> },
            { heading: t(texts.amount), numeric: true, cell: ({ amountFen }) => yuanOf(amountFen) },
            { heading: t(texts.part), numeric: true, cell: ({ partFen }) => yuanOf(partFen) },
          ]}
        />
      )}
      {claims.length > 0 && (
        <DataTable
          caption={t(texts.claims)}
          rows={claims}
          keyOf={({ claimId }) => claimId}
          columns={[{ heading: t(texts.claim), cell: (one) => leading(one.awardId, one.reference) }]}
        />
      )}
      <NextPage path="/finance/ledger/entry" query={{ id: entry.id }} cursor={cursor} />
    </>
  );
}
