import type { PeriodState } from '../../../domain/ledger/period-lifecycle.ts';
import type { RunState } from '../../../domain/payments/run-lifecycle.ts';
import type { Outcome } from '../../../domain/reconciliation/chunk-outcomes.ts';
import type { ExceptionState } from '../../../domain/reconciliation/exception-lifecycle.ts';
import { PlaceNavigation } from '../../components/place-navigation.tsx';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { budgetTexts } from './budget-texts.ts';
import { cashTexts } from './cash-texts.ts';
import { depositTexts } from './deposit-texts.ts';
import { exceptionStateTexts } from './exception-texts.ts';
import { periodStateTexts, periodTexts } from './period-texts.ts';
import { receivablesTitle } from '../receivables/title.ts';
import { reportTexts } from './report-texts.ts';
import { runStateTexts, texts } from './texts.ts';

const colours: Readonly<Record<RunState, TagColour>> = {
  building: 'grey',
  prepared: 'yellow',
  released: 'blue',
  filed: 'blue',
  unknown: 'red',
  sent: 'blue',
  settling: 'blue',
  reconciled: 'green',
  rejected: 'red',
  cancelled: 'grey',
  closed: 'grey',
};

export function RunTag({ status }: { status: RunState }) {
  const t = useTexts();
  return <Tag colour={colours[status]}>{t(runStateTexts[status])}</Tag>;
}

const exceptionColours: Readonly<Record<ExceptionState, TagColour>> = {
  open: 'red',
  investigating: 'yellow',
  waiting: 'blue',
  proposed: 'purple',
  resolved: 'green',
};

export function ExceptionTag({ status }: { status: ExceptionState }) {
  const t = useTexts();
  return <Tag colour={exceptionColours[status]}>{t(exceptionStateTexts[status])}</Tag>;
}

const periodColours: Readonly<Record<PeriodState, TagColour>> = {
  open: 'blue',
  proposed: 'yellow',
  closing: 'purple',
  closed: 'green',
};

export function PeriodTag({ status }: { status: PeriodState }) {
  const t = useTexts();
  return <Tag colour={periodColours[status]}>{t(periodStateTexts[status])}</Tag>;
}

/** Why the bank did not pay: its code, what that means, and what to do next. */
export function BankReason({
  code,
  words,
}: {
  code: string | undefined;
  words: { readonly text: string; readonly nextStep?: string } | undefined;
}) {
  if (code === undefined) return null;
  return (
    <>
      {words === undefined ? code : `${code} · ${words.text}`}
      {words?.nextStep !== undefined && <div class="govuk-hint">{words.nextStep}</div>}
    </>
  );
}

const outcomeColours: Readonly<Record<Outcome, TagColour>> = {
  outstanding: 'blue',
  settled: 'green',
  returned: 'orange',
  rejected: 'orange',
  disputed: 'red',
};

export function PaymentOutcome({ outcome }: { outcome: Outcome }) {
  const t = useTexts();
  return <Tag colour={outcomeColours[outcome]}>{t(texts[outcome])}</Tag>;
}

const places = [
  { href: '/finance', text: texts.runs },
  { href: '/finance/import', text: texts.import },
  { href: '/finance/exceptions', text: texts.exceptions },
  { href: '/receivables', text: receivablesTitle },
  { href: '/finance/budget', text: budgetTexts.title },
  { href: '/finance/appropriations', text: budgetTexts.appropriations },
  { href: '/finance/deposits', text: depositTexts.title },
  { href: '/finance/accounts', text: budgetTexts.accounts },
  { href: '/finance/ledger', text: budgetTexts.ledger },
  { href: '/reports', text: reportTexts.title },
  { href: '/finance/cash', text: cashTexts.title },
  { href: '/finance/periods', text: periodTexts.title },
];

export function FinanceNavigation() {
  return <PlaceNavigation label={texts.title} places={places} />;
}
