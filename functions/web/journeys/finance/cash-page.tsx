import type * as z from 'zod';
import { readCashProof } from '../../../contracts/http/cash-proof.ts';
import { type AccountingPeriod, parseAccountingPeriod } from '../../../domain/ledger/accounting-period.ts';
import { plusDays } from '../../../domain/time/calendar-date.ts';
import { DataTable } from '../../components/data-table.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, type PageAnswer, type PageRequest, problemOf, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { cashTexts as texts } from './cash-texts.ts';
import { ExceptionLinks } from './exception-links.tsx';
import { FinanceNavigation } from './parts.tsx';

type Proof = z.output<(typeof readCashProof.answers)[200]['schema']>;
type Account = Proof['accounts'][number];

const path = '/finance/cash';

/** `/finance/cash?month=<YYYY-MM>`: the bank's statements of a month against the ledger, day by day. */
export const cashPage: Page = { method: 'GET', path, who: 'staff', serve: cashView };

async function cashView({ api, query, today, language }: PageRequest): Promise<PageAnswer> {
  const month = parseAccountingPeriod(query.get('month') ?? today.slice(0, 7));
  if (month?.kind !== 'month') return problemOf('not-found', 404);
  const proof = await api.call(readCashProof, { query: { from: month.firstDay, to: month.lastDay } });
  if (!proof.ok) return { kind: 'problem', problem: proof.error };
  return view(`${texts.title[language]} ${month.id}`, <CashProof month={month} proof={proof.value} />);
}

function CashProof({ month, proof }: { month: AccountingPeriod; proof: Proof }) {
  const t = useTexts();
  const months = [plusDays(month.firstDay, -1), month.firstDay, plusDays(month.lastDay, 1)];
  return (
    <>
      <h1 class="govuk-heading-l">{`${t(texts.title)} ${month.id}`}</h1>
      <FinanceNavigation />
      <nav aria-label={t(texts.month)}>
        <ul class="govuk-list app-actions">
          {months
            .map((day) => day.slice(0, 7))
            .map((id) => (
              <li key={id}>
                <a
                  class="govuk-link"
                  href={`${path}?month=${id}`}
                  aria-current={id === month.id ? 'page' : undefined}
                >
                  {id}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <p class="govuk-body">{t(texts.hint)}</p>
      {proof.accounts.map((account) => (
        <AccountShown key={account.bankAccount} account={account} named={proof.exceptions} />
      ))}
    </>
  );
}

function AccountShown({ account, named }: { account: Account; named: Proof['exceptions'] }) {
  const t = useTexts();
  const { bankAccount, ledgerFen, bankFen, sinceReceiptsFen, sincePaymentsFen, days } = account;
  const yuan = (of: (day: Account['days'][number]) => number) => (day: Account['days'][number]) =>
    yuanOf(of(day));
  return (
    <>
      <h2 class="govuk-heading-m">
        {t(texts.bankAccount)} <span class="app-code">{bankAccount}</span>
      </h2>
      <SummaryList
        rows={[
          { label: t(texts.ledger), value: `¥${yuanOf(ledgerFen)}` },
          {
            label: t(texts.bank),
            value: bankFen === undefined ? t(texts.noStatement) : `¥${yuanOf(bankFen)}`,
          },
          {
            label: t(texts.since),
            value: t(texts.inAndOut)
              .replace('{receipts}', yuanOf(sinceReceiptsFen))
              .replace('{payments}', yuanOf(sincePaymentsFen)),
          },
        ]}
      />
      {days.length === 0 ? (
        <p class="govuk-body">{t(texts.noDays)}</p>
      ) : (
        <DataTable
          caption={t(texts.days).replace('{account}', bankAccount)}
          rows={days}
          keyOf={({ day }) => day}
          columns={[
            {
              heading: t(texts.day),
              cell: ({ from, day }) => (from === day ? day : `${from} – ${day}`),
            },
            { heading: t(texts.opening), numeric: true, cell: yuan(({ openingFen }) => openingFen) },
            { heading: t(texts.receipts), numeric: true, cell: yuan(({ receiptsFen }) => receiptsFen) },
            { heading: t(texts.payments), numeric: true, cell: yuan(({ paymentsFen }) => paymentsFen) },
            { heading: t(texts.closing), numeric: true, cell: yuan(({ closingFen }) => closingFen) },
            {
              heading: t(texts.difference),
              cell: ({ differenceFen }) =>
                differenceFen === 0 ? (
                  <Tag colour="green">{t(texts.proven)}</Tag>
                ) : (
                  <Tag colour="red">{yuanOf(differenceFen)}</Tag>
                ),
            },
            {
              heading: t(texts.exceptions),
              cell: ({ openExceptions }) => <ExceptionLinks ids={openExceptions} named={named} />,
            },
          ]}
        />
      )}
    </>
  );
}
