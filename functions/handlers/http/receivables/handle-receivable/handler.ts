import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import {
  type HandleReceivableError,
  createHandleReceivable,
} from '../../../../app/receivables/handle-receivable.ts';
import { handleReceivable, receivableSchema } from '../../../../contracts/http/receivables.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';
import { receivableBody } from '../receivable-body.ts';

export function createHandleReceivableHandler(
  deps: EdgeDeps & Parameters<typeof createHandleReceivable>[0],
): HttpRoute {
  const act = createHandleReceivable(deps);
  const earlier = storedAnswer(receivableSchema);
  return apiHandler(handleReceivable, deps, async ({ params, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const acted = await act({ receivableId: params.id, ...body, actor: staffActor(admission) });
      return acted.ok ? ok(receivableBody(acted.value, deps.clock.today())) : err(problemOf(acted.error));
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}

function problemOf(error: HandleReceivableError): ApplicationProblem {
  if (error.kind !== 'kept-back-by-run') return { kind: error.kind };
  return { kind: error.kind, parameters: { runId: error.runId } };
}
