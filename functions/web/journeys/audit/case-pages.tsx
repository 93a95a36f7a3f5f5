import type * as z from 'zod';
import { bankName } from '../../../contracts/bank/bank-names.ts';
import { openCase } from '../../../contracts/http/audit-cases.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { keyOf, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { staffStateTexts } from '../claim/state-texts.ts';
import { PaymentLink } from '../finance/payment-link.tsx';
import { PaymentTag } from '../finance/payment-tag.tsx';
import { AnswersTable, ConditionsTable } from '../review/decision-tables.tsx';
import { texts } from './texts.ts';

type Case = z.output<(typeof openCase.answers)[200]['schema']>;

const path = '/staff/audit/case';

/**
 * `/staff/audit/case`: a purpose first, then the case. It is shown in the answer to the form, since each look is a
 * reading with its purpose; the form's key makes a reload the same one.
 */
export const casePages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'staff',
    serve: async ({ query, language }) =>
      view(texts.openTitle[language], <Purpose state={{ errors: [], values: query }} />),
  },
  { method: 'POST', path, who: 'staff', serve: open },
];

async function open({ api, form, language }: PageRequest): Promise<PageAnswer> {
  const again = (errors: FieldState['errors']) =>
    view(texts.openTitle[language], <Purpose state={{ errors, values: form }} />, { status: 400 });
  const reference = (form.get('reference') ?? '').trim();
  if (reference === '') return again([{ field: 'reference', message: texts.referenceMissing[language] }]);
  const opened = await api.call(openCase, {
    params: { reference },
    typed: { purpose: form.get('purpose') ?? '' },
    ...keyOf(form),
  });
  if (opened.ok) {
    return view(opened.value.claim.reference, <OpenedCase opened={opened.value} />);
  }
  const { error } = opened;
  if (error.status === 404 || error.code === 'wrong-area') {
    return again([{ field: 'reference', message: texts.referenceUnknown[language] }]);
  }
  if (error.code === 'own-family') return again([{ field: 'reference', message: error.title }]);
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  return again(refusals(error, (pointer) => (pointer.startsWith('/path') ? 'reference' : 'purpose')));
}

function Purpose({ state }: { state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <BackLink href="/staff/audit" />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.openTitle)}</h1>
      <p class="govuk-body">{t(texts.openHint)}</p>
      <Form action={path}>
        <TextField
          name="reference"
          label={t(texts.reference)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <TextField name="purpose" label={t(texts.purpose)} hint={t(texts.purposeHint)} state={state} />
        <Submit text={t(texts.open)} />
      </Form>
    </>
  );
}

function OpenedCase({ opened }: { opened: Case }) {
  const t = useTexts();
  const { language } = usePage();
  const { readingId, claim, record, award, payments, history, readings } = opened;
  return (
    <>
      <BackLink href="/staff/audit" />
      <h1 class="govuk-heading-l">{claim.reference}</h1>
      <SummaryList
        rows={[
          { label: t(texts.status), value: t(staffStateTexts[claim.status]) },
          ...(claim.amount ? [{ label: t(texts.amount), value: `¥${yuanOf(claim.amount.fen)}` }] : []),
          ...(award ? [{ label: t(texts.award), value: <span class="app-code">{award.awardId}</span> }] : []),
          ...(award?.account
            ? [
                {
                  label: t(texts.account),
                  value: `${bankName(award.account.bank, language)} ${award.account.number} ${award.account.holder}`,
                },
              ]
            : []),
          { label: t(texts.reading), value: <span class="app-code">{readingId}</span> },
        ]}
      />
      {claim.conditions.length > 0 && (
        <>
          <p class="govuk-body">{t(texts.addressed)}</p>
          <ConditionsTable conditions={claim.conditions} />
        </>
      )}
      {record && <AnswersTable facts={record.facts} />}
      {payments.length > 0 && (
        <DataTable
          caption={t(texts.payments)}
          rows={payments}
          keyOf={({ paymentId }) => paymentId}
          columns={[
            { heading: t(texts.period), cell: ({ period }) => periodName(period, language) },
            {
              heading: t(texts.payment),
              cell: ({ paymentId }) => <PaymentLink paymentId={paymentId} />,
            },
            { heading: t(texts.status), cell: ({ state }) => <PaymentTag state={state} /> },
            { heading: t(texts.amount), numeric: true, cell: ({ amountFen }) => yuanOf(amountFen) },
          ]}
        />
      )}
      <DataTable
        caption={t(texts.history)}
        rows={history}
        keyOf={({ subjectKind, seq }) => `${subjectKind} ${String(seq)}`}
        columns={[
          { heading: t(texts.at), cell: ({ at }) => <time dateTime={at}>{dayOf(at, language)}</time> },
          {
            heading: t(texts.subject),
            cell: ({ subjectKind }) => t(subjectKind === 'claim' ? texts.claim : texts.awardStep),
          },
          { heading: t(texts.event), cell: ({ event }) => <span class="app-code">{event}</span> },
          {
            heading: t(texts.who),
            cell: ({ actor, deputyFor }) => <Who id={actor.id} deputyFor={deputyFor} />,
          },
        ]}
      />
      {readings.length > 0 && (
        <DataTable
          caption={t(texts.readings)}
          rows={readings}
          keyOf={(reading) => [reading.at, reading.userId, openedPart(reading)?.id].join(' ')}
          columns={[
            { heading: t(texts.at), cell: ({ at }) => <time dateTime={at}>{dayOf(at, language)}</time> },
            {
              heading: t(texts.opened),
              cell: (reading) => {
                const part = openedPart(reading);
                return part === undefined ? (
                  t(texts.claimItself)
                ) : (
                  <>
                    {t(part.text)} <span class="app-code">{part.id}</span>
                  </>
                );
              },
            },
            {
              heading: t(texts.who),
              cell: ({ userId, deputyFor }) => <Who id={userId} deputyFor={deputyFor} />,
            },
          ]}
        />
      )}
    </>
  );
}

/** The part of a claim that a reading names. */
function openedPart({ evidenceId, objectionId, appealId }: Case['readings'][number]) {
  if (evidenceId !== undefined) return { text: texts.paper, id: evidenceId };
  if (objectionId !== undefined) return { text: texts.objection, id: objectionId };
  return appealId === undefined ? undefined : { text: texts.appeal, id: appealId };
}

function Who({ id, deputyFor }: { id: string; deputyFor: string | undefined }) {
  const t = useTexts();
  return (
    <>
      <span class="app-code">{id}</span>
      {deputyFor !== undefined && (
        <div>
          {t(texts.deputyFor)} <span class="app-code">{deputyFor}</span>
        </div>
      )}
    </>
  );
}
