import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import {
  type HandleExceptionError,
  createHandleException,
} from '../../../../app/reconciliation/handle-exception.ts';
import { exceptionSchema, resolveException } from '../../../../contracts/http/reconciliation.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';
import { exceptionBody } from '../exception-body.ts';

export function createResolveExceptionHandler(
  deps: EdgeDeps & Parameters<typeof createHandleException>[0],
): HttpRoute {
  const handle = createHandleException(deps);
  const earlier = storedAnswer(exceptionSchema);
  return apiHandler(resolveException, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const handled = await handle({ exceptionId: id, ...body, actor: staffActor(admission) });
      return handled.ok ? ok(exceptionBody(handled.value)) : err(problemOf(handled.error));
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}

function problemOf(error: HandleExceptionError): ApplicationProblem {
  if (error.kind !== 'resolution-missing') return error;
  return { kind: 'invalid-request', errors: [{ pointer: '/resolution', code: 'missing' }] };
}
