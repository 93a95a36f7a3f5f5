import { addEvidence } from '../../../contracts/http/claims.ts';
import { createUpload } from '../../../contracts/http/uploads.ts';
import { evidenceMediaTypes, maxEvidenceBytes } from '../../../domain/claims/evidence-file.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileField } from '../../components/file-field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import type { FieldError } from '../../kernel/form.ts';
import { keyOf } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import {
  type ClaimView,
  claimAddress,
  doneWith,
  withClaimThatMay,
  withReopenedClaimThatMay,
} from './opened-claim.ts';
import { refusedFileTexts, texts } from './texts.ts';

const path = '/claims/{reference}/evidence';

/** As many as one sending takes. */
const mostFiles = 20;

/**
 * Photographs and documents: each is sent by a form of its own, past the API, and comes back to this page, whose
 * address says which have arrived; they are handed in together, so that the claim changes once.
 */
export const evidencePages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'anyone',
    serve: (request) => {
      const { query, language } = request;
      const refused = query.get('refused');
      // The store for files names what has just arrived.
      const arrived = refused === null ? query.get('key')?.split('/').at(-1) : undefined;
      if (arrived !== undefined) query.append('file', arrived);
      const files = filesIn(query);
      const message = refused === null ? undefined : (refusedFileTexts[refused] ?? texts.fileNotTaken);
      const errors = message === undefined ? [] : [{ field: 'file', message: message[language] }];
      // Who has taken photographs for longer than the visit lasted finds them again, as a form's fields.
      const opened = files.length === 0 ? withClaimThatMay : withReopenedClaimThatMay;
      return opened({ ...request, form: formOf(files) }, 'add-evidence', (claim) =>
        evidenceView(request, claim, files, errors),
      );
    },
  },
  {
    method: 'POST',
    path,
    who: 'anyone',
    serve: (request) =>
      withClaimThatMay(request, 'add-evidence', async (claim) => {
        const files = filesIn(request.form);
        if (files.length === 0) return redirect(evidenceAddress(claim, []));
        const added = await request.api.call(addEvidence, {
          params: { reference: claim.reference },
          typed: { files },
          ...keyOf(request.form),
        });
        if (added.ok) return doneWith(claim, request, texts.papersTaken[request.language]);
        if (added.error.status !== 400) return { kind: 'problem', problem: added.error };
        const missing = new Set(added.error.errors?.map(({ pointer }) => pointer));
        const arrived = files.filter((_, at) => !missing.has(`/files/${String(at)}`));
        const message = texts.fileNotTaken[request.language];
        return evidenceView(request, claim, arrived, [{ field: 'file', message }]);
      }),
    // What has arrived at the store is there still.
    again: (request) =>
      withReopenedClaimThatMay(request, 'add-evidence', (claim) =>
        evidenceView(request, claim, filesIn(request.form), []),
      ),
  },
];

function filesIn(values: URLSearchParams): readonly string[] {
  const ids = values.getAll('file').filter((id) => /^upload-[a-z0-9]{26}$/.test(id));
  return [...new Set(ids)].slice(0, mostFiles);
}

function formOf(files: readonly string[]): URLSearchParams {
  return new URLSearchParams(files.map((id) => ['file', id]));
}

function evidenceAddress(claim: ClaimView, files: readonly string[]): string {
  const query = formOf(files).toString();
  return `${claimAddress(claim)}/evidence${query === '' ? '' : `?${query}`}`;
}

/** With a form for one more file, which the store for files takes. */
async function evidenceView(
  { api, language, origin }: PageRequest,
  claim: ClaimView,
  files: readonly string[],
  errors: readonly FieldError[],
): Promise<PageAnswer> {
  const { reference } = claim;
  const returnTo = origin + evidenceAddress(claim, files);
  const upload = await api.call(createUpload, { body: { reference, returnTo } });
  if (!upload.ok) return { kind: 'problem', problem: upload.error };
  return view(
    texts['add-evidence'][language],
    <Evidence claim={claim} files={files} errors={errors} upload={upload.value} />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

interface EvidenceProps {
  readonly claim: ClaimView;
  readonly files: readonly string[];
  readonly errors: readonly FieldError[];
  readonly upload: { readonly uploadUrl: string; readonly fields: Readonly<Record<string, string>> };
}

function Evidence({ claim, files, errors, upload }: EvidenceProps) {
  const t = useTexts();
  const isSeen = claim.status === 'review' || claim.status === 'posting';
  return (
    <>
      <BackLink href={claimAddress(claim)} />
      <ErrorSummary errors={errors} />
      <h1 class="govuk-heading-l">{t(texts['add-evidence'])}</h1>
      <p class="govuk-body">{t(texts.papersHint)}</p>
      {isSeen && <p class="govuk-inset-text">{t(texts.papersChange)}</p>}
      {files.length > 0 && (
        <section aria-labelledby="arrived">
          <h2 class="govuk-heading-m" id="arrived">
            {t(texts.papersArrived).replace('{n}', String(files.length))}
          </h2>
          <Form action={`${claimAddress(claim)}/evidence`}>
            {files.map((id) => (
              <input key={id} type="hidden" name="file" value={id} />
            ))}
            <Submit text={t(texts.handIn)} />
          </Form>
        </section>
      )}
      {files.length < mostFiles && (
        // Sent to the store for files, by its own leave: our token would only be one more thing it is told.
        <form method="post" action={upload.uploadUrl} enctype="multipart/form-data" novalidate>
          {Object.entries(upload.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <FileField
            name="file"
            label={t(files.length > 0 ? texts.anotherFile : texts.file)}
            hint={t(texts.fileHint)}
            error={errors[0]?.message}
            accept={evidenceMediaTypes}
            maxBytes={maxEvidenceBytes}
            tooLarge={t(texts.fileTooLarge)}
            wrongType={t(texts.fileWrongType)}
          />
          <Submit text={t(texts.sendFile)} kind={files.length > 0 ? 'secondary' : 'primary'} again />
        </form>
      )}
    </>
  );
}
