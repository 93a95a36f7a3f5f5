import type { ExceptionHead } from '../../../app/reconciliation/exceptions.ts';

/** An exception as `list-exceptions` and `resolve-exception` answer it. */
export function exceptionBody({ state, auditHash: _auditHash, ...exception }: ExceptionHead) {
  return { ...exception, status: state };
}
