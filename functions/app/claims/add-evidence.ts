import type { FieldProblem } from '../../contracts/problem.ts';
import { takesEvidence } from '../../domain/claims/holder-acts.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { readUpload } from '../uploads/create-upload.ts';
import type { UploadedFiles } from '../uploads/ports.ts';
import {
  type ClaimChange,
  type ClaimHead,
  type ClaimMoment,
  noted,
  payloadHashOf,
  transition,
} from './claim-head.ts';
import { type ChangedClaim, commitChange, repeatedAnswer } from './commit-change.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from './find-claim.ts';

export interface AddEvidenceInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  /** Ids of uploads that were made for this claim and have arrived. */
  readonly files: readonly string[];
  readonly idempotency?: IdempotencyKey | undefined;
}

export type AddEvidenceProblem =
  | FindClaimProblem
  /** It is decided, or an objection to its posting is being looked into. */
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'changed-since' }
  | { readonly kind: 'idempotency-key-reused' }
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export interface AddEvidenceDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly uploadedFiles: Pick<UploadedFiles, 'find' | 'accept'>;
}

export type AddEvidence = (input: AddEvidenceInput) => Promise<Result<ChangedClaim, AddEvidenceProblem>>;

/** A claim's head is one item, read with every step; a family has a handful of papers. */
const mostFiles = 100;

/** A step of the workflow may change the claim under it; the applicant need not hear of that. */
const attempts = 5;

/**
 * Adds papers to a claim. While somebody reviews it, or it is posted, that makes it another claim than the one they
 * saw: it is verified anew and the stages before are void. Earlier, it only shows more; an open task then binds what
 * it shows now, so that nobody decides on less (lifecycles.md, "edited").
 */
export function createAddEvidence(deps: AddEvidenceDeps): AddEvidence {
  const { table, clock } = deps;
  return async (input) => {
    for (let attempt = 1; ; attempt += 1) {
      const repeated = await repeatedAnswer(table, input.idempotency);
      if (repeated) return repeated;
      const found = await findPermittedClaim(table, input.reference, input.permitFor);
      if (!found.ok) return found;
      const { head, permit } = found.value;
      const evidence = await evidenceAfter(deps, head, input.files);
      if (!evidence.ok) return err({ kind: 'invalid-request', errors: evidence.error });
      const change = withEvidence(head, evidence.value, { actor: permit.actor, at: clock.now() });
      if (!change) return err({ kind: 'wrong-state' });
      // Before the claim names them: a crash in between leaves a copy that nobody names, and never a name without its file.
      for (const uploadId of input.files) await deps.uploadedFiles.accept(uploadId);
      const written = await commitChange(deps, change, [], input.idempotency);
      if (written.ok) return written;
      if (written.error.kind !== 'changed-since' || attempt === attempts) {
        return err({ kind: written.error.kind });
      }
    }
  };
}

/** The claim's evidence with these files; a file that is there already stays where it is. */
async function evidenceAfter(
  { table, uploadedFiles }: AddEvidenceDeps,
  { claimId, evidenceIds }: ClaimHead,
  files: readonly string[],
): Promise<Result<readonly string[], readonly FieldProblem[]>> {
  const errors: FieldProblem[] = [];
  for (const [at, uploadId] of files.entries()) {
    const upload = await readUpload(table, uploadId);
    const file = upload?.claimId === claimId ? await uploadedFiles.find(uploadId) : undefined;
    // Another's upload, one that never was and one that has not arrived get the same answer.
    if (!file) errors.push({ pointer: `/files/${String(at)}`, code: 'no-such-upload' });
  }
  const all = [...new Set([...evidenceIds, ...files])];
  if (all.length > mostFiles) {
    errors.push({ pointer: '/files', code: 'too-many', parameters: { maximum: mostFiles } });
  }
  return errors.length > 0 ? err(errors) : ok(all);
}

/** Undefined in a state in which nothing can be added. */
function withEvidence(
  head: ClaimHead,
  evidenceIds: readonly string[],
  moment: ClaimMoment,
): ClaimChange | undefined {
  const detail = { evidence: evidenceIds.length };
  const shown = { ...head, evidenceIds: [...evidenceIds] };
  switch (takesEvidence(head.state)) {
    case 'as-edited': {
      const change = transition(
        head,
        'edited',
        undefined,
        {
          evidenceIds: shown.evidenceIds,
          verification: head.verification + 1,
          decisions: 0,
          task: undefined,
          dueOn: undefined,
        },
        moment,
        detail,
      );
      return change.ok ? change.value : undefined;
    }
    case 'as-more': {
      const task = head.task && { ...head.task, payloadHash: payloadHashOf(shown) };
      return noted(head, 'evidence-added', { evidenceIds: shown.evidenceIds, task }, moment, detail);
    }
    case undefined:
      return undefined;
  }
}
