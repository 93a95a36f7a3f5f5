import type * as z from 'zod';
import type { readVoucher } from '../../../contracts/http/ledger.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { accountTexts, ledgerTexts as texts } from './budget-texts.ts';
import { ledgerEventName } from '../../../contracts/ledger-event-texts.ts';
import type { ProgrammeTitles } from './programme-titles.ts';
import { shareName } from './share-texts.ts';
import { bookTexts, voucherKindTexts, voucherTexts } from './voucher-texts.ts';

type Voucher = z.output<(typeof readVoucher.answers)[200]['schema']>;
type Entry = Voucher['entries'][number];

/** Where the entries of a voucher are read. */
function voucherAddress(number: string): string {
  return `/finance/ledger/voucher?${new URLSearchParams({ number }).toString()}`;
}

/** Where an entry is read, down to the payments and claims behind it. */
export function entryAddress(id: string): string {
  return `/finance/ledger/entry?${new URLSearchParams({ id }).toString()}`;
}

/** A voucher's number, leading to what it booked. */
export function VoucherLink({ number }: { number: string }) {
  return (
    <a class="govuk-link app-code" href={voucherAddress(number)}>
      {number}
    </a>
  );
}

/** A voucher as accountants keep it: what was debited and credited in either book, each line leading to its entry. */
export function VoucherPage({ voucher, titles }: { voucher: Voucher; titles: ProgrammeTitles }) {
  const t = useTexts();
  const { language } = usePage();
  const { number, kind, date, entries } = voucher;
  const events = [...new Set(entries.map(({ event }) => event))];
  return (
    <>
      <BackLink href="/finance/ledger" />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{t(voucherKindTexts[kind])}</span>
        <span class="app-code">{number}</span>
      </h1>
      <SummaryList
        rows={[
          { label: t(texts.date), value: dayOf(date, language) },
          {
            label: t(texts.what),
            value: events.map((event) => ledgerEventName(event, language)).join(' · '),
          },
        ]}
      />
      {(['financial', 'budget'] as const).map((book) => (
        <Book
          key={book}
          caption={t(bookTexts[book])}
          entries={entries.filter((one) => one.book === book)}
          titles={titles}
        />
      ))}
    </>
  );
}

function Book({
  caption,
  entries,
  titles,
}: {
  caption: string;
  entries: readonly Entry[];
  titles: ProgrammeTitles;
}) {
  const t = useTexts();
  const { language } = usePage();
  if (entries.length === 0) return null;
  const totalFen = entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return (
    <DataTable
      caption={caption}
      rows={[...entries, undefined]}
      keyOf={(entry) => entry?.id ?? 'total'}
      columns={[
        {
          heading: t(voucherTexts.accounts),
          cell: (entry) =>
            entry ? (
              <a class="govuk-link" href={entryAddress(entry.id)}>
                {t(voucherTexts.debited).replace('{account}', t(accountTexts[entry.debit]))}
                <br />
                {t(voucherTexts.credited).replace('{account}', t(accountTexts[entry.credit]))}
              </a>
            ) : (
              <strong>{t(voucherTexts.total)}</strong>
            ),
        },
        {
          heading: t(voucherTexts.forWhat),
          cell: (entry) =>
            entry &&
            `${titles.of(entry.programme)} ${String(entry.year)} ${shareName(entry.share, language)}`,
        },
        {
          heading: t(voucherTexts.amount),
          numeric: true,
          cell: (entry) => (entry ? yuanOf(entry.amountFen) : <strong>{yuanOf(totalFen)}</strong>),
        },
      ]}
    />
  );
}
