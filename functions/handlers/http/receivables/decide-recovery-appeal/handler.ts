import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { createDecideRecoveryAppeal } from '../../../../app/receivables/handle-receivable.ts';
import { decideRecoveryAppeal, receivableSchema } from '../../../../contracts/http/receivables.ts';

import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';
import { receivableBody } from '../receivable-body.ts';

export function createDecideRecoveryAppealHandler(
  deps: EdgeDeps & Parameters<typeof createDecideRecoveryAppeal>[0],
): HttpRoute {
  const act = createDecideRecoveryAppeal(deps);
  const earlier = storedAnswer(receivableSchema);
  return apiHandler(decideRecoveryAppeal, deps, async ({ params, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const acted = await act({ receivableId: params.id, ...body, actor: staffActor(admission) });
      return acted.ok ? ok(receivableBody(acted.value, deps.clock.today())) : acted;
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
