import type { Problem } from '../../../contracts/problem.ts';
import { proposalEvents } from '../../../domain/proposals/proposal-lifecycle.ts';
import type { Result } from '../../../domain/result/result.ts';
import type { Role } from '../../../domain/review/role.ts';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { userName } from '../../components/user-name.ts';
import { type FieldError, refusals } from '../../kernel/form.ts';
import { hasRole } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { proposalTexts as texts } from './budget-texts.ts';
import { texts as financeTexts } from './texts.ts';

/** What one person proposed and another decides on. */
export interface Proposal {
  readonly id: string;
  readonly proposedBy: string;
  readonly rows: readonly SummaryRow[];
}

/** What came of proposing something: what is wrong with it at its fields, where it is not taken. */
export type Outcome =
  { readonly errors: readonly FieldError[] } | { readonly problem: Problem } | { readonly done: true };

export function outcomeOf(result: Result<unknown, Problem>, fieldOf: (pointer: string) => string): Outcome {
  if (result.ok) return { done: true };
  const { error } = result;
  const isRefusal = error.status === 400 || error.status === 409;
  return isRefusal ? { errors: refusals(error, fieldOf) } : { problem: error };
}

/** The posted decision on one of them. */
export function decisionIn(form: URLSearchParams) {
  const event = proposalEvents.find((one) => one === form.get('event'));
  const id = form.get('proposal');
  if (event === undefined || id === null) return undefined;
  const reason = (form.get(`reason-${id}`) ?? '').trim();
  const typed = { event, ...(reason === '' ? {} : { reason }) };
  return { input: { params: { id }, typed }, field: `reason-${id}` };
}

/** Those that wait, each with its form for who may decide: not for who proposed it. */
export function WaitingProposals({
  proposals,
  state,
  decides = 'finance.approver',
}: {
  proposals: readonly Proposal[];
  state: FieldState;
  decides?: Role;
}) {
  const t = useTexts();
  const { staff } = usePage();
  const isDecider = hasRole(staff, decides);
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.waiting)}</h2>
      {proposals.length === 0 && <p class="govuk-body">{t(texts.nothing)}</p>}
      {proposals.map(({ id, proposedBy, rows }) => (
        <section key={id} class="app-card">
          <SummaryList rows={[...rows, { label: t(texts.proposedBy), value: userName(proposedBy) }]} />
          {isDecider && proposedBy !== staff?.userId && (
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
