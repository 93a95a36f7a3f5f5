import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { createSendBackRun } from '../../../../app/payments/stop-run.ts';
import { sendBackRun, movedRunSchema } from '../../../../contracts/http/runs.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createSendBackRunHandler(
  deps: EdgeDeps & Parameters<typeof createSendBackRun>[0],
): HttpRoute {
  const stop = createSendBackRun(deps);
  const earlier = storedAnswer(movedRunSchema);
  return apiHandler(sendBackRun, deps, async ({ params: { runId }, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const stopped = await stop({ runId, ...body, actor: staffActor(admission) });
      return stopped.ok ? ok({ runId, status: stopped.value.state }) : stopped;
    });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
