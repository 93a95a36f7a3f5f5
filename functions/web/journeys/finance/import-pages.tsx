import type * as z from 'zod';
import {
  importUploadedBankMessage,
  openBankMessageUpload,
  readBankMessageUpload,
} from '../../../contracts/http/bank-message-uploads.ts';
import { maxUploadedMessageBytes } from '../../../domain/reconciliation/uploaded-message.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileField } from '../../components/file-field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import type { FieldError } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { importTexts as texts, refusalTexts, unreadableText } from './import-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import { texts as financeTexts } from './texts.ts';

type Upload = z.output<(typeof readBankMessageUpload.answers)[200]['schema']>;
type UploadForm = z.output<(typeof openBankMessageUpload.answers)[200]['schema']>;

/** What files are sent as, and what browsers call such files. */
const formats = {
  xml: { mediaType: 'application/xml', accept: ['application/xml', 'text/xml'] },
  csv: { mediaType: 'text/csv', accept: ['text/csv', 'application/vnd.ms-excel'] },
} as const;

/**
 * `/finance/import`: a bank's message, sent past the API by a form of its own, whatever its size; then looked at under
 * its upload's id until it is imported.
 */
export const importPages: readonly Page[] = [
  { method: 'GET', path: '/finance/import', who: 'staff', serve: chooseFile },
  { method: 'GET', path: '/finance/import/{uploadId}', who: 'staff', serve: uploadView },
  { method: 'POST', path: '/finance/import/{uploadId}', who: 'staff', serve: importIt },
];

async function chooseFile({ api, query, language, origin }: PageRequest): Promise<PageAnswer> {
  // The store for files names what has just arrived.
  const arrived = /^upload-[a-z0-9]{26}$/.exec(query.get('key')?.split('/').at(-1) ?? '')?.[0];
  const refused = query.get('refused');
  if (arrived !== undefined && refused === null) return redirect(`/finance/import/${arrived}`);
  const format = query.get('format') === 'csv' ? 'csv' : 'xml';
  const opened = await api.call(openBankMessageUpload, {
    body: {
      mediaType: formats[format].mediaType,
      returnTo: `${origin}/finance/import?format=${format}`,
    },
  });
  if (!opened.ok) return { kind: 'problem', problem: opened.error };
  const errors =
    refused === null
      ? []
      : [
          {
            field: 'file',
            message: texts[refused === 'upload-too-large' ? 'tooLarge' : 'notTaken'][language],
          },
        ];
  return view(
    financeTexts.import[language],
    <ChooseFile format={format} form={opened.value} errors={errors} />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

async function uploadView({ api, params, language }: PageRequest): Promise<PageAnswer> {
  const { uploadId = '' } = params;
  const read = await api.call(readBankMessageUpload, { params: { uploadId } });
  if (!read.ok) return { kind: 'problem', problem: read.error };
  return view(texts.title[language], <UploadPage upload={read.value} />);
}

async function importIt({ api, params, target }: PageRequest): Promise<PageAnswer> {
  const { uploadId = '' } = params;
  const asked = await api.call(importUploadedBankMessage, { params: { uploadId } });
  return asked.ok ? redirect(target) : { kind: 'problem', problem: asked.error };
}

function ChooseFile({
  format,
  form: { uploadUrl, fields },
  errors,
}: {
  format: keyof typeof formats;
  form: UploadForm;
  errors: readonly FieldError[];
}) {
  const t = useTexts();
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1 class="govuk-heading-l">{t(financeTexts.import)}</h1>
      <FinanceNavigation />
      <ul class="govuk-list app-actions">
        {(['xml', 'csv'] as const).map((one) => (
          <li key={one}>
            <a
              class="govuk-link"
              href={`/finance/import?format=${one}`}
              aria-current={one === format ? 'page' : undefined}
            >
              {t(texts[one])}
            </a>
          </li>
        ))}
      </ul>
      <p class="govuk-body">{t(format === 'csv' ? texts.csvHint : texts.hint)}</p>
      {/* Sent to the store for files, by its own leave. */}
      <form method="post" action={uploadUrl} enctype="multipart/form-data" novalidate>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="app-drop" data-drop>
          <FileField
            name="file"
            label={t(texts.file)}
            hint={t(texts.fileHint)}
            error={errors[0]?.message}
            accept={formats[format].accept}
            maxBytes={maxUploadedMessageBytes}
            tooLarge={t(texts.tooLarge)}
            wrongType={t(texts.wrongType)}
          />
          <Submit text={t(texts.send)} again />
        </div>
      </form>
    </>
  );
}

function UploadPage({ upload }: { upload: Upload }) {
  const t = useTexts();
  return (
    <>
      <BackLink href="/finance/import" />
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      {upload.status === 'open' && (
        <>
          <p class="govuk-body">{t(texts.arrived)}</p>
          <Form>
            <Submit text={t(texts.start)} />
          </Form>
        </>
      )}
      {upload.status === 'importing' && (
        <div role="status" data-look-again="2">
          <p class="govuk-body">{t(texts.importing)}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={`/finance/import/${upload.uploadId}`}>
              {t(texts.look)}
            </a>
          </p>
        </div>
      )}
      {upload.result && <Result result={upload.result} />}
      {upload.refusal && <Refusal refusal={upload.refusal} />}
      {(upload.result ?? upload.refusal) && (
        <p class="govuk-body">
          <a class="govuk-link" href="/finance/import">
            {t(texts.another)}
          </a>
        </p>
      )}
    </>
  );
}

function Result({ result }: { result: NonNullable<Upload['result']> }) {
  const t = useTexts();
  return (
    <>
      <p class="govuk-body">
        <Tag colour="green">{t(texts.imported)}</Tag>
      </p>
      <SummaryList
        rows={[
          { label: t(texts.message), value: <span class="app-code">{result.messageId}</span> },
          ...(['matched', 'returned', 'rejected', 'exceptions'] as const).map((one) => ({
            label: t(texts[one]),
            value: String(result[one]),
          })),
        ]}
      />
      {result.exceptions > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href="/finance/exceptions">
            {t(texts.toExceptions)}
          </a>
        </p>
      )}
    </>
  );
}

function Refusal({ refusal }: { refusal: NonNullable<Upload['refusal']> }) {
  const t = useTexts();
  const { code, reason, line, column } = refusal;
  const place = t(texts.place).replace('{line}', String(line)).replace('{column}', String(column));
  return (
    <>
      <p class="govuk-body">
        <Tag colour="red">{t(texts.refused)}</Tag> {t(texts.nothingBooked)}
      </p>
      <SummaryList
        rows={[
          {
            label: t(texts.why),
            value: [t(refusalTexts[code]), ...(reason === undefined ? [] : [t(unreadableText(reason))])].join(
              ' · ',
            ),
          },
          ...(line === undefined ? [] : [{ label: t(texts.where), value: place }]),
        ]}
      />
    </>
  );
}
