import { DataTable } from '../../components/data-table.tsx';
import { periodName } from '../../components/period-name.ts';
import { yuanOf } from '../../components/yuan.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import type { ClaimView } from './opened-claim.ts';
import { texts } from './texts.ts';

/** What was paid of a claim and what is on its way. Nothing before a run holds it. */
export function Payments({ claim: { payments } }: { claim: Pick<ClaimView, 'payments'> }) {
  const t = useTexts();
  const { language } = usePage();
  if (payments.length === 0) return null;
  return (
    <DataTable
      caption={t(texts.payments)}
      rows={payments.map((payment, place) => ({ ...payment, place }))}
      keyOf={({ place }) => String(place)}
      columns={[
        { heading: t(texts.paymentFor), cell: ({ period }) => periodName(period, language) },
        { heading: t(texts.paymentStatus), cell: ({ text }) => text },
        { heading: t(texts.amount), cell: ({ amount }) => `¥${yuanOf(amount.fen)}`, numeric: true },
      ]}
    />
  );
}
