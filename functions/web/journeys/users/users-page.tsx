import type { SuccessOf } from '../../../contracts/api-client.ts';
import { decideUserGrant, listUsers } from '../../../contracts/http/users.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { cursorIn, NextPage } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { userName } from '../../components/user-name.ts';
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
import { type AreaNames, areaNames } from '../finance/area-names.ts';
import { decisionIn, outcomeOf, WaitingProposals } from '../finance/proposal-decision.tsx';
import { grantAddress } from './grant-page.tsx';
import { Grants } from './grants.tsx';
import { texts } from './texts.ts';

const path = '/staff/users';

type Listed = SuccessOf<typeof listUsers.answers>;

/** `/staff/users`: who has which roles, and the grants that wait for a second person. */
export const usersPages: readonly Page[] = [
  { method: 'GET', path, who: 'staff', serve: shown },
  { method: 'POST', path, who: 'staff', serve: decide, again: shown },
];

/** Blank at first; after a sign-in that ran out, with the reason that was written. */
async function shown(request: PageRequest): Promise<PageAnswer> {
  return usersView(request, { errors: [], values: request.form });
}

async function usersView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const { api, query, language, visit } = request;
  const [listed, areas] = await Promise.all([
    api.call(listUsers, { query: cursorIn(query) }),
    areaNames(request),
  ]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  const { notice, told } = takeNotice(visit);
  return view(
    texts.title[language],
    <Users listed={listed.value} areas={areas.value} state={state} notice={notice} />,
    { ...(state.errors.length > 0 ? { status: 400 } : {}), ...told },
  );
}

async function decide(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const decision = decisionIn(form);
  if (!decision) return redirect(path, visit);
  const outcome = outcomeOf(await api.call(decideUserGrant, decision.input), () => decision.field);
  if ('problem' in outcome) return { kind: 'problem', problem: outcome.problem };
  if ('errors' in outcome) return usersView(request, { errors: outcome.errors, values: form });
  return redirect(path, { ...visit, notice: texts.recorded[language] });
}

function Users({
  listed: { users, proposals, cursor },
  areas,
  state,
  notice,
}: {
  listed: Listed;
  areas: AreaNames;
  state: FieldState;
  notice: string | undefined;
}) {
  const t = useTexts();
  const { staff } = usePage();
  const mayPropose = hasRole(staff, 'admin');
  return (
    <>
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.lead)}</p>
      {mayPropose && <ButtonLink href={grantAddress()} text={t(texts.add)} />}
      <WaitingProposals
        decides="admin.approver"
        state={state}
        proposals={proposals.map(({ grantId, userId, proposedBy, grants }) => ({
          id: grantId,
          proposedBy,
          rows: [
            { label: t(texts.user), value: <span class="app-code">{userName(userId)}</span> },
            { label: t(texts.roles), value: <Grants grants={grants} areas={areas} /> },
          ],
        }))}
      />
      <DataTable
        caption={t(texts.caption)}
        rows={users}
        keyOf={({ userId }) => userId}
        columns={[
          {
            heading: t(texts.user),
            cell: ({ userId, grants }) => (
              <>
                <div class="app-code">{userName(userId)}</div>
                {mayPropose && userId !== staff?.userId && (
                  <a class="govuk-link" href={grantAddress({ userId, grants })}>
                    {t(texts.change)}
                    <span class="govuk-visually-hidden">{` ${userName(userId)}`}</span>
                  </a>
                )}
              </>
            ),
          },
          { heading: t(texts.roles), cell: ({ grants }) => <Grants grants={grants} areas={areas} /> },
        ]}
      />
      <NextPage path={path} query={{}} cursor={cursor} />
    </>
  );
}
