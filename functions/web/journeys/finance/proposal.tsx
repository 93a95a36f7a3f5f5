import { proposalEvents, type ProposalState } from '../../../domain/proposals/proposal-lifecycle.ts';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { proposalStateTexts, proposalTexts as texts } from './budget-texts.ts';
import { texts as financeTexts } from './texts.ts';
import { userName } from './user-name.ts';

/** What one person proposed and another decides on. */
export interface Proposal {
  readonly id: string;
  readonly proposedBy: string;
  readonly rows: readonly SummaryRow[];
}

/** The posted decision on one of them. */
export function decisionIn(form: URLSearchParams) {
  const event = proposalEvents.find((one) => one === form.get('event'));
  const id = form.get('proposal');
  if (event === undefined || id === null) return undefined;
  const reason = (form.get(`reason-${id}`) ?? '').trim();
  return { id, typed: { event, ...(reason === '' ? {} : { reason }) }, field: `reason-${id}` };
}

/** Those that wait, each with its form for who may decide: not for who proposed it. */
export function WaitingProposals({
  proposals,
  state,
}: {
  proposals: readonly Proposal[];
  state: FieldState;
}) {
  const t = useTexts();
  const { staff } = usePage();
  const decides = staff?.grants.some(({ role }) => role === 'finance.approver') ?? false;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.waiting)}</h2>
      {proposals.length === 0 && <p class="govuk-body">{t(texts.nothing)}</p>}
      {proposals.map(({ id, proposedBy, rows }) => (
        <section key={id} class="app-card">
          <SummaryList rows={[...rows, { label: t(texts.proposedBy), value: userName(proposedBy) }]} />
          {decides && proposedBy !== staff?.userId && (
            <Form>
              <input type="hidden" name="proposal" value={id} />
              <TextField
                name={`reason-${id}`}
                label={t(texts.reason)}
                hint={t(financeTexts.whyHint)}
                state={state}
              />
              <div class="app-actions">
                <Submit text={t(texts.approve)} name="event" value="approve" />
                <Submit text={t(texts.refuse)} kind="secondary" name="event" value="refuse" />
              </div>
            </Form>
          )}
        </section>
      ))}
    </>
  );
}

export function ProposalTag({ status }: { status: ProposalState }) {
  const t = useTexts();
  const colours = { proposed: 'yellow', approved: 'green', refused: 'grey' } as const;
  return <Tag colour={colours[status]}>{t(proposalStateTexts[status])}</Tag>;
}
