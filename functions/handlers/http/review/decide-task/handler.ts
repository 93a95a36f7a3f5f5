import { type DecideTaskDeps, createDecideTask } from '../../../../app/review/decide-task.ts';
import { decideTask } from '../../../../contracts/http/review.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createDecideTaskHandler(deps: EdgeDeps & DecideTaskDeps): HttpRoute {
  const run = createDecideTask(deps);
  return apiHandler(decideTask, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
