import type { SuccessOf } from '../../../contracts/api-client.ts';
import { listObjections, readObjection } from '../../../contracts/http/objections.ts';
import { decideObjection } from '../../../contracts/http/review.ts';
import { isFinal } from '../../../domain/lifecycle/lifecycle.ts';
import { ok } from '../../../domain/result/result.ts';
import { objectionEvents, objectionLifecycle } from '../../../domain/review/objection-lifecycle.ts';
import { cursorIn } from '../../components/next-page.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { doubtPages } from './doubt-pages.tsx';
import { Said } from './parts.tsx';
import { objectionChoices, objectionStateTexts, objectionTexts, texts, unsortedDismissal } from './texts.ts';

type Row = SuccessOf<typeof listObjections.answers>['objections'][number];
type Opened = SuccessOf<typeof readObjection.answers>;

/** `/staff/objections`: what is said against claims while they are posted, and the decision on it. */
export const objectionPages = doubtPages<Row, (typeof objectionEvents)[number], Opened>({
  path: '/staff/objections',
  texts: objectionTexts,
  async list({ api, query }) {
    const listed = await api.call(listObjections, { query: cursorIn(query) });
    return listed.ok ? ok({ rows: listed.value.objections, cursor: listed.value.cursor }) : listed;
  },
  idOf: ({ objectionId }) => objectionId,
  standing: [{ heading: texts.state, value: ({ status }) => <StateTag status={status} /> }],
  isDecided: ({ status }) => isFinal(objectionLifecycle, status),
  open: ({ api }, id) => api.call(readObjection, { params: { id } }),
  words: ({ fact, contact }) =>
    fact === undefined ? undefined : <Objection fact={fact} contact={contact} />,
  // Of a claim that is posted there are two.
  remark: ({ events }) => (events.length === 1 ? objectionTexts.onlyDismiss : undefined),
  events: objectionEvents,
  choices: objectionChoices,
  choiceNow: (event, { status }) =>
    event === 'dismiss' && status === 'lodged' ? unsortedDismissal : undefined,
  decide: ({ api }, input) => api.call(decideObjection, input),
});

function StateTag({ status }: { status: Row['status'] }) {
  const t = useTexts();
  const colour = { lodged: 'yellow', admitted: 'blue', dismissed: 'grey', upheld: 'orange' } as const;
  return <Tag colour={colour[status]}>{t(objectionStateTexts[status])}</Tag>;
}

function Objection({ fact, contact }: { fact: string; contact: string | undefined }) {
  const t = useTexts();
  return (
    <>
      <Said title={objectionTexts.said} hint={objectionTexts.saidHint} said={fact} />
      <SummaryList
        rows={[{ label: t(objectionTexts.contact), value: contact ?? t(objectionTexts.noContact) }]}
      />
    </>
  );
}
