import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import {
  type HandleExceptionDeps,
  type HandleExceptionError,
  createHandleException,
} from '../../../../app/reconciliation/handle-exception.ts';
import { exceptionSchema, resolveException } from '../../../../contracts/http/reconciliation.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';
import { exceptionBody } from '../exception-body.ts';

export function createResolveExceptionHandler(deps: EdgeDeps & HandleExceptionDeps): HttpRoute {
  const handle = createHandleException(deps);
  const earlier = storedAnswer(exceptionSchema);
  return apiHandler(resolveException, deps, async (request) => {
    const { params, body, admission, idempotency, language } = request;
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const handled = await handle({ exceptionId: params.id, ...body, actor: staffActor(admission) });
      return handled.ok
        ? ok(exceptionBody(handled.value, deps.clock.today(), language))
        : err(problemOf(handled.error));
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}

function problemOf(error: HandleExceptionError): ApplicationProblem {
  switch (error.kind) {
    case 'incomplete-proposal':
      return { kind: 'invalid-request', errors: [{ pointer: `/${error.missing}`, code: 'missing' }] };
    case 'available-short':
      return { kind: error.kind, parameters: { share: error.share } };
    default:
      return error;
  }
}
