import { maxBodyBytes } from '../../contracts/http/route-contract.ts';
import { type EvidenceMediaType, evidenceExtensions } from '../../domain/claims/evidence-file.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { isOfOwnFamily } from '../claims/family.ts';
import type { FileLinks } from '../ports/file-links.ts';
import type { Table } from '../store/ports.ts';
import { readUpload } from '../uploads/create-upload.ts';
import type { UploadedFiles } from '../uploads/ports.ts';
import type { NoteReading } from './readings.ts';
import { findPermittedTask, type OpenTaskProblem, type TaskToOpen } from './permitted-task.ts';

/** A paper that was sent for a claim. */
export interface EvidenceEntry {
  readonly evidenceId: string;
  /** Instant, ISO 8601. */
  readonly sentAt: string;
  /** By the file itself; absent where it is no longer kept. */
  readonly file?: { readonly mediaType: EvidenceMediaType; readonly sizeBytes: number };
}

/** The file as it is or, if it is too large for an answer, from where. */
export type EvidenceFile = { readonly name: string; readonly mediaType: EvidenceMediaType } & (
  { readonly content: Uint8Array } | { readonly location: string }
);

export type ReadTaskEvidenceProblem =
  | OpenTaskProblem
  /** Who may not decide on a claim because it is their own family's does not read its papers either. */
  | { readonly kind: 'own-family' };

/** The papers of an open task's claim, in the order in which they were handed in. */
export function createListTaskEvidence({
  table,
  uploadedFiles,
}: {
  readonly table: Table;
  readonly uploadedFiles: Pick<UploadedFiles, 'find'>;
}) {
  return async (task: TaskToOpen): Promise<Result<readonly EvidenceEntry[], OpenTaskProblem>> => {
    const found = await findPermittedTask(table, task);
    if (!found.ok) return found;
    const entryOf = async (evidenceId: string): Promise<EvidenceEntry> => {
      const [upload, file] = await Promise.all([
        readUpload(table, evidenceId),
        uploadedFiles.find(evidenceId),
      ]);
      if (!upload) throw new Error(`there is no record of ${evidenceId}`);
      return { evidenceId, sentAt: upload.issuedAt, ...(file && { file }) };
    };
    return ok(await Promise.all(found.value.head.evidenceIds.map(entryOf)));
  };
}

/**
 * One paper of an open task's claim, and a note of who opened it; another claim's is as unknown as one that never was.
 */
export function createReadTaskEvidence({
  table,
  uploadedFiles,
  evidenceLinks,
  noteReading,
}: {
  readonly table: Table;
  readonly uploadedFiles: UploadedFiles;
  readonly evidenceLinks: FileLinks;
  readonly noteReading: NoteReading;
}) {
  return async ({
    evidenceId,
    ...task
  }: TaskToOpen & { readonly evidenceId: string }): Promise<
    Result<EvidenceFile, ReadTaskEvidenceProblem>
  > => {
    const found = await findPermittedTask(table, task);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    if (await isOfOwnFamily(table, permit.actor, head.claimId)) return err({ kind: 'own-family' });
    const at = head.evidenceIds.indexOf(evidenceId);
    const file = at === -1 ? undefined : await uploadedFiles.find(evidenceId);
    if (!file) return err({ kind: 'not-found' });
    const { claimId } = head;
    await noteReading({ claimId, actor: permit.actor, deputyFor: permit.deputyFor?.[0], evidenceId });
    const { mediaType, sizeBytes } = file;
    const as = { name: `${head.reference}-${String(at + 1)}.${evidenceExtensions[mediaType]}`, mediaType };
    if (sizeBytes > maxBodyBytes) return ok({ ...as, location: await evidenceLinks.issue(evidenceId, as) });
    const content = await uploadedFiles.read(evidenceId);
    return content ? ok({ ...as, content }) : err({ kind: 'not-found' });
  };
}
