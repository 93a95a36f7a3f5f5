import { ErrorMessage, Hint, describedBy, groupClass } from './field.tsx';

/** A file, from the disk, the album or the camera. With scripts, one that is too large is refused before it is sent. */
export function FileField({
  name,
  label,
  hint,
  error,
  accept,
  maxBytes,
  tooLarge,
  wrongType,
}: {
  name: string;
  label: string;
  hint: string;
  error: string | undefined;
  accept: readonly string[];
  maxBytes: number;
  tooLarge: string;
  wrongType: string;
}) {
  return (
    <div
      class={groupClass(error !== undefined)}
      data-file-field
      data-max-bytes={maxBytes}
      data-too-large={tooLarge}
      data-wrong-type={wrongType}
    >
      <label class="govuk-label govuk-label--m" for={name}>
        {label}
      </label>
      <Hint name={name}>{hint}</Hint>
      <ErrorMessage name={name} message={error} />
      <p class="govuk-error-message" role="alert" data-file-refused />
      <input
        class={`govuk-file-upload${error === undefined ? '' : ' govuk-file-upload--error'}`}
        id={name}
        name={name}
        type="file"
        accept={accept.join(',')}
        aria-describedby={describedBy(name, true, error !== undefined)}
      />
    </div>
  );
}
