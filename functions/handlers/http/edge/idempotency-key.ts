import type { IdempotencyKey } from '../../../app/idempotency/idempotency.ts';
import type { Caller } from '../../../app/access/authorise.ts';
import type { ApplicationProblem } from '../../../contracts/problem.ts';
import { err, ok, type Result } from '../../../domain/result/result.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const anyKey = /^[\w.:-]{8,128}$/;

/**
 * Reads `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header; its quotes are optional here). The scope is the
 * concrete path, and the member of staff where one signed in. Without a sign-in only a UUID will do: a guessable key
 * would hand one family's answer to another (design.md, decision 5).
 */
export function readIdempotencyKey(
  header: string | undefined,
  {
    method,
    path,
    caller,
    hash,
  }: { readonly method: string; readonly path: string; readonly caller: Caller; readonly hash: () => string },
): Result<IdempotencyKey | undefined, ApplicationProblem> {
  if (header === undefined) return ok(undefined);
  const key = header.trim().replace(/^"(.*)"$/, '$1');
  const known = caller.kind === 'staff' ? ` ${caller.user.sub}` : '';
  if (!(known === '' ? uuid : anyKey).test(key)) return err({ kind: 'idempotency-key-format' });
  return ok({ scope: `${method} ${path}${known}`, key, bodyHash: hash() });
}
