import type { SuccessOf } from '../../../contracts/api-client.ts';
import { listAppeals, readAppeal } from '../../../contracts/http/appeals.ts';
import { decideAppeal } from '../../../contracts/http/review.ts';
import { isFinal } from '../../../domain/lifecycle/lifecycle.ts';
import { ok } from '../../../domain/result/result.ts';
import {
  type AppealOutcome,
  appealLifecycle,
  appealOutcomes,
} from '../../../domain/review/appeal-lifecycle.ts';
import { cursorIn } from '../../components/next-page.tsx';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { userName } from '../../components/user-name.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { doubtPages } from './doubt-pages.tsx';
import { Said } from './parts.tsx';
import { appealChoices, appealStateTexts, appealTexts, texts } from './texts.ts';

type Row = SuccessOf<typeof listAppeals.answers>['appeals'][number];
type Opened = SuccessOf<typeof readAppeal.answers>;

/** `/staff/appeals`: what is said against rejections, who takes it on, and the decision on it. */
export const appealPages = doubtPages<Row, AppealOutcome, Opened>({
  path: '/staff/appeals',
  texts: appealTexts,
  async list({ api, query }) {
    const listed = await api.call(listAppeals, { query: cursorIn(query) });
    return listed.ok ? ok({ rows: listed.value.appeals, cursor: listed.value.cursor }) : listed;
  },
  idOf: ({ appealId }) => appealId,
  standing: [
    { heading: texts.state, value: ({ status }) => <StateTag status={status} /> },
    { heading: texts.takenOnBy, value: ({ assignedTo }) => <TakenOnBy assignedTo={assignedTo} /> },
  ],
  isDecided,
  open: ({ api }, id) => api.call(readAppeal, { params: { id } }),
  words: ({ grounds, rejection }) =>
    grounds === undefined ? undefined : (
      <>
        <Said title={appealTexts.said} said={grounds} />
        {rejection !== undefined && <Said title={appealTexts.rejection} said={rejection} />}
      </>
    ),
  remark: (opened) => {
    const { events } = opened;
    if (events.length === 0) return isDecided(opened) ? undefined : appealTexts.ofAnother;
    return events.includes('remit') && !events.includes('uphold') ? appealTexts.notMet : undefined;
  },
  events: appealOutcomes,
  choices: appealChoices,
  decide: ({ api }, input) => api.call(decideAppeal, input),
  goesOnAfter: 'assign',
});

function isDecided({ status }: Row): boolean {
  return isFinal(appealLifecycle, status);
}

function TakenOnBy({ assignedTo }: { assignedTo: string | undefined }) {
  const t = useTexts();
  const { staff } = usePage();
  if (assignedTo === undefined) return <>{t(texts.nobodyYet)}</>;
  return <>{assignedTo === staff?.userId ? t(texts.you) : userName(assignedTo)}</>;
}

const colours: Readonly<Record<Row['status'], TagColour>> = {
  lodged: 'yellow',
  lateness: 'yellow',
  reviewing: 'blue',
  'awaiting-papers': 'blue',
  upheld: 'green',
  remitted: 'orange',
  dismissed: 'grey',
  inadmissible: 'grey',
  withdrawn: 'grey',
};

function StateTag({ status }: { status: Row['status'] }) {
  const t = useTexts();
  return <Tag colour={colours[status]}>{t(appealStateTexts[status])}</Tag>;
}
