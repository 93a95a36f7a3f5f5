import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type ClosePeriodError, createClosePeriod } from '../../../../app/periods/close-period.ts';
import type { PeriodChecksDeps } from '../../../../app/periods/period-checks.ts';
import { closePeriod } from '../../../../contracts/http/periods.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createClosePeriodHandler(deps: EdgeDeps & PeriodChecksDeps): HttpRoute {
  const close = createClosePeriod(deps);
  return apiHandler(closePeriod, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const done = await close({ periodId: id, ...body, actor: staffActor(admission), idempotency });
    if (!done.ok) return err(problemOf(done.error));
    const { periodId, state } = done.value;
    return ok({ status: 200, body: { periodId, status: state } });
  });
}

/** A refusal names all that is left to do. */
function problemOf(error: ClosePeriodError): ApplicationProblem {
  if (error.kind !== 'period-not-closable') return { kind: error.kind };
  const { kind, blockers, isUnexplained } = error;
  return {
    kind,
    errors: [
      ...blockers.map((code) => ({ pointer: '/path/id', code })),
      ...(isUnexplained ? [{ pointer: '/explanation', code: 'unexplained' } as const] : []),
    ],
  };
}
