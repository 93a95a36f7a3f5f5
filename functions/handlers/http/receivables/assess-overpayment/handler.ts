import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import {
  type AssessOverpaymentError,
  createAssessOverpayment,
} from '../../../../app/receivables/assess-overpayment.ts';
import { assessOverpayment, receivableSchema } from '../../../../contracts/http/receivables.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { fen } from '../../../../domain/money/fen.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';
import { receivableBody } from '../receivable-body.ts';

export function createAssessOverpaymentHandler(
  deps: EdgeDeps & Parameters<typeof createAssessOverpayment>[0],
): HttpRoute {
  const act = createAssessOverpayment(deps);
  const earlier = storedAnswer(receivableSchema);
  return apiHandler(assessOverpayment, deps, async ({ body, admission, idempotency }) => {
    const { amount, ...finding } = body;
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const acted = await act({ ...finding, amountFen: fen(amount.fen), actor: staffActor(admission) });
      return acted.ok ? ok(receivableBody(acted.value, deps.clock.today())) : err(problemOf(acted.error));
    });
    return done.ok ? ok({ status: 201, body: done.value }) : done;
  });
}

function problemOf(error: AssessOverpaymentError): ApplicationProblem {
  if (error.kind !== 'more-than-paid') return { kind: error.kind };
  return { kind: error.kind, parameters: { mostFen: error.mostFen } };
}
