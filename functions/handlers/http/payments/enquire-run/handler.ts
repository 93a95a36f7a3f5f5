import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { createEnquireRun } from '../../../../app/payments/enquire-run.ts';
import type { SendFilesDeps } from '../../../../app/payments/steps/send-files.ts';
import { enquireRun } from '../../../../contracts/http/enquiries.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createEnquireRunHandler(deps: EdgeDeps & SendFilesDeps): HttpRoute {
  const enquire = createEnquireRun(deps);
  const earlier = storedAnswer(enquireRun.answers[200].schema);
  return apiHandler(enquireRun, deps, async ({ params: { runId }, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const asked = await enquire({ runId, actor: staffActor(admission) });
      if (!asked.ok) return asked;
      const { head, files } = asked.value;
      return ok({ runId, status: head.state, files: files.map((file) => ({ ...file })) });
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
