import type { EvidenceMediaType } from '../../domain/claims/evidence-file.ts';

/** What an upload's form allows: one file of one kind, no larger than its sort may be, for a while. */
export interface FormTerms {
  readonly uploadId: string;
  readonly mediaType: string;
  /** Instant, ISO 8601. */
  readonly expiresAt: string;
  /** Where the browser goes when the file has arrived, the upload's id being the last part of `key` in its query. */
  readonly returnTo?: string | undefined;
}

/** A plain HTML form (multipart/form-data): these fields as they are, then the file in a field named `file`. */
export interface UploadForm {
  readonly uploadUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Gives leave to send a file past the API: S3's presigned POST there, the same shape here. */
export interface UploadForms {
  issue(terms: FormTerms): Promise<UploadForm>;
}

/** Files that were sent: in quarantine until they are handed in with a claim. */
export interface UploadedFiles {
  /** Size and kind, by the file itself; undefined when none came, or when it is none of the kinds. */
  find(
    uploadId: string,
  ): Promise<{ readonly mediaType: EvidenceMediaType; readonly sizeBytes: number } | undefined>;
  /** The whole file, which is at most `maxEvidenceBytes`; undefined when none came. */
  read(uploadId: string): Promise<Uint8Array | undefined>;
  /** Keeps a file that is handed in, for as long as its claim; again, it changes nothing. @throws when none came */
  accept(uploadId: string): Promise<void>;
}
