import type { FunctionComponent, VNode } from 'preact';
import type { Texts } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';
import type { ProposalState } from '../../../domain/proposals/proposal-lifecycle.ts';
import type { Result } from '../../../domain/result/result.ts';
import type { Role } from '../../../domain/review/role.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { cursorIn, NextPage } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { Tag } from '../../components/tag.tsx';
import {
  hasRole,
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { proposalStateTexts, proposalTexts as texts } from './budget-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import { decisionIn, type Outcome, outcomeOf } from './proposal-decision.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { userName } from '../../components/user-name.ts';

/** What a page of proposals shows. */
export interface ShownProposals<Listed> {
  /** Those that wait for a decision. */
  readonly waiting: Listed;
  /** All of them, a page at a time. */
  readonly listed: Listed;
  readonly titles: ProgrammeTitles;
  /** Of what one may be proposed. */
  readonly choices: ProgrammeTitles['choices'];
  readonly state: FieldState;
}

/** Who proposes, who decides, and where they stand. */
export interface ProposalOffice {
  readonly proposes: Role;
  readonly decides: Role;
  readonly Navigation: FunctionComponent;
}

const financeOffice: ProposalOffice = {
  proposes: 'finance.preparer',
  decides: 'finance.approver',
  Navigation: FinanceNavigation,
};

interface ProposalPages<Listed extends { readonly cursor?: string }> {
  readonly path: string;
  /** Finance, where it is not said. */
  readonly office?: ProposalOffice;
  readonly title: Texts;
  readonly list: (
    request: PageRequest,
    query: { readonly status?: 'proposed'; readonly cursor?: string },
  ) => Promise<Result<Listed, Problem>>;
  /** Of what one may be proposed; of programmes, where it is not said. */
  readonly choices?: (request: PageRequest) => Promise<Result<ProgrammeTitles['choices'], Problem>>;
  readonly propose: (request: PageRequest) => Promise<Outcome>;
  readonly decide: (
    request: PageRequest,
    input: { readonly params: { readonly id: string }; readonly typed: unknown },
  ) => Promise<Result<unknown, Problem>>;
  /** Those that wait, and those that are decided. */
  readonly lists: (shown: ShownProposals<Listed>) => VNode;
  readonly newTitle: Texts;
  /** Of the form by which one is proposed. */
  readonly fields: (shown: ShownProposals<Listed>) => VNode;
}

/** A page on which one person proposes and another decides. */
export function proposalPages<Listed extends { readonly cursor?: string }>(
  of: ProposalPages<Listed>,
): readonly Page[] {
  const { path } = of;
  return [
    {
      method: 'GET',
      path,
      who: 'staff',
      // Another page may lead here with the form begun.
      serve: (request) => proposalsView(of, request, { errors: [], values: request.query }),
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

async function proposalsView<Listed extends { readonly cursor?: string }>(
  of: ProposalPages<Listed>,
  request: PageRequest,
  state: FieldState,
): Promise<PageAnswer> {
  const { query, language, visit } = request;
  const [waiting, listed, titles, ownChoices] = await Promise.all([
    of.list(request, { status: 'proposed' }),
    of.list(request, cursorIn(query)),
    programmeTitles(request),
    of.choices?.(request),
  ]);
  if (!waiting.ok) return { kind: 'problem', problem: waiting.error };
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  if (ownChoices && !ownChoices.ok) return { kind: 'problem', problem: ownChoices.error };
  const { notice, told } = takeNotice(visit);
  const shown = {
    waiting: waiting.value,
    listed: listed.value,
    titles: titles.value,
    choices: ownChoices?.value ?? titles.value.choices,
    state,
  };
  return view(of.title[language], <Proposals of={of} shown={shown} notice={notice} />, {
    ...(state.errors.length > 0 ? { status: 400 } : {}),
    ...told,
  });
}

function Proposals<Listed extends { readonly cursor?: string }>({
  of: { path, office: { proposes, Navigation } = financeOffice, title, lists, newTitle, fields },
  shown,
  notice,
}: {
  of: ProposalPages<Listed>;
  shown: ShownProposals<Listed>;
  notice: string | undefined;
}) {
  const t = useTexts();
  const { staff } = usePage();
  return (
    <>
      <ErrorSummary errors={shown.state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(title)}</h1>
      <Navigation />
      {lists(shown)}
      <NextPage path={path} query={{}} cursor={shown.listed.cursor} />
      {hasRole(staff, proposes) && (
        <>
          <h2 class="govuk-heading-m">{t(newTitle)}</h2>
          <p class="govuk-body">{t(texts.twoPeople)}</p>
          <Form>
            {fields(shown)}
            <TextField
              name="document"
              label={t(texts.document)}
              hint={t(texts.documentHint)}
              state={shown.state}
            />
            <Submit text={t(texts.propose)} />
          </Form>
        </>
      )}
    </>
  );
}

interface Decided {
  readonly status: ProposalState;
  readonly document: string;
  readonly decidedBy?: string;
}

/** Those that are decided, of a page: what each is, by whose paper, and who decided what. */
export function DecidedProposals<Row extends Decided>({
  rows,
  columns,
  keyOf,
}: {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
}) {
  const t = useTexts();
  const decided = rows.filter(({ status }) => status !== 'proposed');
  if (decided.length === 0) return null;
  return (
    <DataTable
      caption={t(texts.decided)}
      rows={decided}
      keyOf={keyOf}
      columns={[
        ...columns,
        { heading: t(texts.document), cell: ({ document }) => document },
        { heading: t(texts.state), cell: ({ status }) => <ProposalTag status={status} /> },
        { heading: t(texts.decidedBy), cell: ({ decidedBy }) => userName(decidedBy ?? '') },
      ]}
    />
  );
}

function ProposalTag({ status }: { status: ProposalState }) {
  const t = useTexts();
  const colours = { proposed: 'yellow', approved: 'green', refused: 'grey' } as const;
  return <Tag colour={colours[status]}>{t(proposalStateTexts[status])}</Tag>;
}
