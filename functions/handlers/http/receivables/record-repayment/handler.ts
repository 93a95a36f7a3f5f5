import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import {
  type RecordRepaymentError,
  createRecordRepayment,
} from '../../../../app/receivables/record-repayment.ts';
import { recordRepayment, receivableSchema } from '../../../../contracts/http/receivables.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { fen } from '../../../../domain/money/fen.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';
import { receivableBody } from '../receivable-body.ts';

export function createRecordRepaymentHandler(
  deps: EdgeDeps & Parameters<typeof createRecordRepayment>[0],
): HttpRoute {
  const act = createRecordRepayment(deps);
  const earlier = storedAnswer(receivableSchema);
  return apiHandler(recordRepayment, deps, async ({ params, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const acted = await act({
        receivableId: params.id,
        amountFen: fen(body.amount.fen),
        receipt: body.receipt,
        actor: staffActor(admission),
      });
      return acted.ok ? ok(receivableBody(acted.value, deps.clock.today())) : err(problemOf(acted.error));
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}

function problemOf(error: RecordRepaymentError): ApplicationProblem {
  if (error.kind !== 'more-than-owed') return { kind: error.kind };
  return { kind: error.kind, parameters: { mostFen: error.mostFen } };
}
