import type * as z from 'zod';
import { verifyAudit } from '../../../contracts/http/audit.ts';
import { drawSample } from '../../../contracts/http/audit-cases.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, SelectField, TextField } from '../../components/field.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { passedFile } from '../../kernel/passed-file.ts';
import { type ProgrammeTitles, programmeTitles } from '../finance/programme-titles.ts';
import { texts } from './texts.ts';

type Sample = z.output<(typeof drawSample.answers)[200]['schema']>;
type Verification = z.output<(typeof verifyAudit.answers)[200]['schema']>;

const path = '/staff/audit';
const asked = ['programme', 'period', 'size', 'seed'] as const;
type Asked = Readonly<Record<(typeof asked)[number], string>>;

// As the README has it.
const verifyCommand = 'npm run --silent audit:verify -- audit.ndjson --anchors anchors.ndjson';

/** `/staff/audit`: a sample by its seed, the way to each of its cases, and the proof of the whole audit. */
export const auditPages: readonly Page[] = [
  { method: 'GET', path, who: 'staff', serve: sampleView },
  { method: 'GET', path: `${path}/verification`, who: 'staff', serve: verificationView },
  { method: 'GET', path: `${path}/export`, who: 'staff', serve: download },
];

async function sampleView(request: PageRequest): Promise<PageAnswer> {
  const { api, query, language } = request;
  const titles = await programmeTitles(request);
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  const { choices } = titles.value;
  const valueOf = (name: string): string => (query.get(name) ?? '').trim();
  const values: Asked = {
    programme: valueOf('programme'),
    period: valueOf('period'),
    size: valueOf('size'),
    seed: valueOf('seed'),
  };
  const page = (sample: Sample | undefined, errors: FieldState['errors'] = []) =>
    view(
      texts.title[language],
      <Audit asked={values} sample={sample} choices={choices} state={{ errors, values: query }} />,
      errors.length === 0 ? {} : { status: 400 },
    );
  if (!query.has('seed')) return page(undefined);
  const drawn = await api.call(drawSample, { query: { ...values, ...cursorIn(query) } });
  if (drawn.ok) return page(drawn.value);
  if (drawn.error.status !== 400) return { kind: 'problem', problem: drawn.error };
  const fieldOf = (pointer: string): string => asked.find((name) => pointer === `/query/${name}`) ?? 'period';
  return page(undefined, refusals(drawn.error, fieldOf));
}

function Audit({
  asked: query,
  sample,
  choices,
  state,
}: {
  asked: Asked;
  sample: Sample | undefined;
  choices: ProgrammeTitles['choices'];
  state: FieldState;
}) {
  const t = useTexts();
  return (
    <>
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <h2 class="govuk-heading-m">{t(texts.sampleTitle)}</h2>
      <p class="govuk-body">{t(texts.sampleHint)}</p>
      <form method="get" action={path} novalidate>
        <SelectField name="programme" label={t(texts.programme)} state={state} choices={choices} />
        <TextField
          name="period"
          label={t(texts.period)}
          hint={t(texts.periodHint)}
          state={state}
          width={10}
        />
        <TextField name="size" label={t(texts.size)} state={state} width={4} inputMode="numeric" />
        <TextField name="seed" label={t(texts.seed)} hint={t(texts.seedHint)} state={state} width={20} />
        <Submit text={t(texts.draw)} again />
      </form>
      {sample && (
        <>
          <DataTable
            caption={t(texts.drawn).replace('{n}', String(sample.roll))}
            rows={sample.cases}
            keyOf={({ awardId }) => awardId}
            columns={[
              {
                heading: t(texts.reference),
                cell: ({ reference }) => (
                  <a class="govuk-link app-code" href={`${path}/case?reference=${reference}`}>
                    {reference}
                  </a>
                ),
              },
              { heading: t(texts.award), cell: ({ awardId }) => <span class="app-code">{awardId}</span> },
              {
                heading: t(texts.hash),
                cell: ({ draw }) => <span class="app-code">{`${draw.slice(0, 16)}…`}</span>,
              },
            ]}
          />
          <NextPage path={path} query={query} cursor={sample.cursor} />
        </>
      )}
      <h2 class="govuk-heading-m">{t(texts.openTitle)}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}/case`}>
          {t(texts.openTitle)}
        </a>
      </p>
      <h2 class="govuk-heading-m">{t(texts.proofTitle)}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}/verification`}>
          {t(texts.verify)}
        </a>
      </p>
      <p class="govuk-body">{t(texts.exportHint)}</p>
      <form method="get" action={`${path}/export`} novalidate>
        <TextField
          name="from"
          label={t(texts.from)}
          state={{ errors: [], values: new URLSearchParams({ from: '1' }) }}
          width={10}
          inputMode="numeric"
        />
        <Submit text={t(texts.export)} kind="secondary" again />
      </form>
      <h3 class="govuk-heading-s">{t(texts.verifyTitle)}</h3>
      <p class="govuk-body">{t(texts.verifyHint)}</p>
      <p class="govuk-body app-code">{verifyCommand}</p>
      <p class="govuk-body">{t(texts.verifyResult)}</p>
    </>
  );
}

async function verificationView({ api, language }: PageRequest): Promise<PageAnswer> {
  const verified = await api.call(verifyAudit, {});
  return verified.ok
    ? view(texts.proofTitle[language], <Verified found={verified.value} />)
    : { kind: 'problem', problem: verified.error };
}

function Verified({ found }: { found: Verification }) {
  const t = useTexts();
  const { verified, subjects, entries, seals, unsealed, faults } = found;
  return (
    <>
      <BackLink href={path} />
      <h1 class="govuk-heading-l">{t(texts.proofTitle)}</h1>
      <p class="govuk-body">
        <Tag colour={verified ? 'green' : 'red'}>{t(verified ? texts.verified : texts.faulty)}</Tag>
      </p>
      <SummaryList
        rows={[
          { label: t(texts.subjects), value: String(subjects) },
          { label: t(texts.entries), value: String(entries) },
          { label: t(texts.seals), value: String(seals) },
          { label: t(texts.unsealed), value: String(unsealed) },
        ]}
      />
      {faults.length > 0 && (
        <DataTable
          caption={t(texts.faults)}
          rows={faults}
          keyOf={({ subject, kind, seq }) => `${subject} ${kind} ${String(seq)}`}
          columns={[
            { heading: t(texts.subject), cell: ({ subject }) => <span class="app-code">{subject}</span> },
            { heading: t(texts.faults), cell: ({ kind }) => kind },
            { heading: t(texts.link), numeric: true, cell: ({ seq }) => String(seq) },
          ]}
        />
      )}
    </>
  );
}

async function download(request: PageRequest): Promise<PageAnswer> {
  const from = (request.query.get('from') ?? '').trim() || '1';
  const target = `/api/audit/export?${new URLSearchParams({ from }).toString()}`;
  return passedFile(request, target, `audit-from-seal-${from}.ndjson`);
}
