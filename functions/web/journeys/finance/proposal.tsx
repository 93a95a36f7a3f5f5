import type { VNode } from 'preact';
import type { Texts } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { proposalEvents, type ProposalState } from '../../../domain/proposals/proposal-lifecycle.ts';
import type { Result } from '../../../domain/result/result.ts';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { cursorIn } from '../../components/next-page.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { type FieldError, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { proposalStateTexts, proposalTexts as texts } from './budget-texts.ts';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { texts as financeTexts } from './texts.ts';
import { userName } from './user-name.ts';

/** What one person proposed and another decides on. */
export interface Proposal {
  readonly id: string;
  readonly proposedBy: string;
  readonly rows: readonly SummaryRow[];
}

/** What a page of proposals shows. */
export interface ShownProposals<Listed> {
  /** Those that wait for a decision. */
  readonly waiting: Listed;
  /** All of them, a page at a time. */
  readonly listed: Listed;
  readonly titles: ProgrammeTitles;
  readonly notice: string | undefined;
  readonly state: FieldState;
}

/** What came of proposing something: what is wrong with it at its fields, where it is not taken. */
type Outcome =
  { readonly errors: readonly FieldError[] } | { readonly problem: Problem } | { readonly done: true };

export function outcomeOf(result: Result<unknown, Problem>, fieldOf: (pointer: string) => string): Outcome {
  if (result.ok) return { done: true };
  const { error } = result;
  const isRefusal = error.status === 400 || error.status === 409;
  return isRefusal ? { errors: refusals(error, fieldOf) } : { problem: error };
}

interface ProposalPages<Listed> {
  readonly path: string;
  readonly title: Texts;
  readonly list: (
    request: PageRequest,
    query: { readonly status?: 'proposed'; readonly cursor?: string },
  ) => Promise<Result<Listed, Problem>>;
  readonly propose: (request: PageRequest) => Promise<Outcome>;
  readonly decide: (
    request: PageRequest,
    input: { readonly params: { readonly id: string }; readonly typed: unknown },
  ) => Promise<Result<unknown, Problem>>;
  readonly body: (shown: ShownProposals<Listed>) => VNode;
}

/** A page on which one person proposes and another decides. */
export function proposalPages<Listed>(of: ProposalPages<Listed>): readonly Page[] {
  const { path } = of;
  return [
    {
      method: 'GET',
      path,
      who: 'staff',
      serve: (request) => proposalsView(of, request, { errors: [], values: new URLSearchParams() }),
    },
    {
      method: 'POST',
      path,
      who: 'staff',
      async serve(request) {
        const { form, language, visit } = request;
        const decision = decisionIn(form);
        const outcome = decision
          ? outcomeOf(await of.decide(request, decision.input), () => decision.field)
          : await of.propose(request);
        if ('problem' in outcome) return { kind: 'problem', problem: outcome.problem };
        if ('errors' in outcome) {
          return proposalsView(of, request, { errors: outcome.errors, values: form });
        }
        const notice = texts[decision ? 'recorded' : 'proposed'][language];
        return redirect(path, { ...visit, notice });
      },
    },
  ];
}

async function proposalsView<Listed>(
  { title, list, body }: ProposalPages<Listed>,
  request: PageRequest,
  state: FieldState,
): Promise<PageAnswer> {
  const { query, language, visit } = request;
  const [waiting, listed, titles] = await Promise.all([
    list(request, { status: 'proposed' }),
    list(request, cursorIn(query)),
    programmeTitles(request),
  ]);
  if (!waiting.ok) return { kind: 'problem', problem: waiting.error };
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  const { notice, ...rest } = visit;
  return view(
    title[language],
    body({ waiting: waiting.value, listed: listed.value, titles: titles.value, notice, state }),
    {
      ...(state.errors.length > 0 ? { status: 400 } : {}),
      ...(notice === undefined ? {} : { visit: rest }),
    },
  );
}

/** The posted decision on one of them. */
function decisionIn(form: URLSearchParams) {
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
