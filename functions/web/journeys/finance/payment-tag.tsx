import type { PaymentState } from '../../../domain/payments/payment-lifecycle.ts';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { paymentStateTexts } from './payment-texts.ts';

const paymentColours: Readonly<Record<PaymentState, TagColour>> = {
  planned: 'grey',
  held: 'orange',
  released: 'blue',
  sent: 'blue',
  unknown: 'red',
  accepted: 'blue',
  settled: 'green',
  disputed: 'red',
  returned: 'orange',
  rejected: 'orange',
  replaced: 'grey',
  closed: 'green',
  cancelled: 'grey',
};

export function PaymentTag({ state }: { state: PaymentState }) {
  const t = useTexts();
  return <Tag colour={paymentColours[state]}>{t(paymentStateTexts[state])}</Tag>;
}
