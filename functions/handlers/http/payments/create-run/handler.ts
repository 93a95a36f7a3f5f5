import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { type PrepareRunDeps, createPrepareRun } from '../../../../app/payments/prepare-run.ts';
import { createRun } from '../../../../contracts/http/runs.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createCreateRunHandler(deps: EdgeDeps & PrepareRunDeps): HttpRoute {
  const prepare = createPrepareRun(deps);
  const earlier = storedAnswer(createRun.answers[202].schema);
  return apiHandler(createRun, deps, async ({ body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const prepared = await prepare({ ...body, actor: staffActor(admission) });
      return prepared.ok ? ok({ runId: prepared.value.runId }) : prepared;
    });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
