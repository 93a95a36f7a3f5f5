import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { type ReleaseRunError, createReleaseRun } from '../../../../app/payments/release-run.ts';
import { movedRunSchema, releaseRun } from '../../../../contracts/http/runs.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createReleaseRunHandler(deps: EdgeDeps & Parameters<typeof createReleaseRun>[0]): HttpRoute {
  const release = createReleaseRun(deps);
  const earlier = storedAnswer(movedRunSchema);
  return apiHandler(releaseRun, deps, async ({ params: { runId }, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const released = await release({ runId, ...body, actor: staffActor(admission) });
      return released.ok ? ok({ runId, status: released.value.state }) : err(problemOf(released.error));
    });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}

function problemOf(error: ReleaseRunError): ApplicationProblem {
  if (error.kind !== 'cash-short') return error;
  const { kind, share, shortFen } = error;
  return { kind, parameters: { share, shortFen } };
}
