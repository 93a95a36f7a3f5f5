import * as z from 'zod';
import { periodBlockers } from '../domain/ledger/period-blockers.ts';

/**
 * Everything a request may be refused for, and its HTTP status. A use case's error is answered as it is when its
 * `kind` is one of these; its texts in both languages stand in functions/handlers/http/edge/messages.ts.
 */
export const problemStatus = {
  // The request itself.
  'invalid-request': 400,
  'body-encoding': 400,
  'body-json': 400,
  'body-unexpected': 400,
  'idempotency-key-format': 400,
  'token-missing': 401,
  'token-invalid': 401,
  'token-expired': 401,
  'wrong-role': 403,
  'wrong-area': 403,
  'wrong-stage': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'media-type': 415,
  'misdirected-request': 421,
  'too-many-requests': 429,
  // What the request meets.
  'idempotency-key-reused': 409,
  'stale-version': 409,
  'changed-since': 409,
  'wrong-state': 409,
  'took-part': 409,
  'own-family': 409,
  'absent-barred': 409,
  'duplicate-claim': 409,
  'hearing-open': 409,
  'rules-not-met': 409,
  // Money on its way out.
  'unknown-programme-or-period': 400,
  'same-person': 409,
  'stale-payload': 409,
  'cooling-off': 409,
  'nothing-to-pay': 409,
  'statement-too-long': 409,
  'cash-short': 409,
  'budget-short': 409,
  'year-closed': 409,
  'period-not-closable': 409,
  'publication-too-late': 409,
  'document-used': 409,
  'fund-short': 409,
  'accounts-changed': 409,
  'too-many-reissues': 409,
  'settlement-does-not-fit': 409,
  'settlement-names-nothing': 409,
  'settlement-amount-differs': 409,
  'available-short': 409,
  'more-than-paid': 409,
  'assessed-already': 409,
  'nothing-proposed': 409,
  'kept-back-by-run': 409,
  'more-than-owed': 409,
  'receipt-used': 409,
  'bank-file-unwritable': 409,
  'bank-message-unreadable': 400,
  'bank-message-incomplete': 400,
  // Files sent by form post.
  'upload-refused': 403,
  'upload-too-large': 413,
  'upload-media-type': 415,
  'upload-already-sent': 409,
  // Ourselves.
  fault: 500,
  'store-unavailable': 503,
  'register-unavailable': 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** Why one member of a request is refused, where the text names a limit or a type. */
export const limitCodes = [
  'wrong-type',
  'too-short',
  'too-long',
  'too-small',
  'too-large',
  'too-few',
  'too-many',
] as const;

/** Why one member of a request is refused, where the code says it all. The second group is found by our own checks,
 * the third says what keeps books from being closed. */
export const checkCodes = [
  'missing',
  'wrong-format',
  'wrong-shape',
  'not-a-date',
  'not-a-whole-number',
  'not-one-of',
  'unknown-member',
  'duplicate-member',
  'personal-number',
  'not-valid',

  'resident-id-check-digit',
  'resident-id-birth-date',
  'in-the-future',
  'not-in-the-future',
  'not-a-first-day',
  'outside-version',
  'before-birth',
  'child-older-than-parent',
  'same-person-twice',
  'unknown-programme',
  'unknown-area',
  'not-asked-for',
  'must-be-declared',
  'no-such-upload',

  'unexplained',
  ...periodBlockers,
] as const;

export type CheckCode = (typeof checkCodes)[number];
export type FieldCode = (typeof limitCodes)[number] | CheckCode;

export interface FieldProblem {
  /** RFC 6901; "" is the whole body. Query and path parameters stand under "/query" and "/path". */
  readonly pointer: string;
  readonly code: FieldCode;
  /** Limits named in the text, such as `maximum`; never what was sent. */
  readonly parameters?: Readonly<Record<string, string | number>>;
}

/** What a use case answers when it refuses. It carries codes and ids; the edge adds the texts. */
export interface ApplicationProblem {
  readonly kind: ProblemCode;
  readonly errors?: readonly FieldProblem[];
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly retryAfterSeconds?: number;
}

/**
 * How a schema names its own check: `z.string().refine(isResidentId, failsAs('resident-id-check-digit'))`. The code is
 * the message; `ctx.addIssue({ code: 'custom', path, message })` takes it as well.
 */
export function failsAs(code: CheckCode): { readonly error: CheckCode } {
  return { error: code };
}

/** RFC 9457, with our `code` and `errors`. */
export const problemSchema = z.object({
  type: z.string().meta({ description: 'urn:huimin:problem: and the code' }),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().optional(),
  code: z.string(),
  instance: z
    .string()
    .meta({ description: 'urn:huimin:request: and the request id, to quote when asking for help' }),
  errors: z
    .array(
      z.object({
        pointer: z.string().meta({ description: 'RFC 6901' }),
        code: z.enum([...limitCodes, ...checkCodes]),
        message: z.string(),
      }),
    )
    .optional(),
});

export type Problem = z.infer<typeof problemSchema>;
