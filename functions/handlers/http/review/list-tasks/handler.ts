import { createListOwnTasks } from '../../../../app/review/list-own-tasks.ts';
import { listTasks } from '../../../../contracts/http/review.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListTasksHandler(deps: EdgeDeps & Parameters<typeof createListOwnTasks>[0]): HttpRoute {
  const list = createListOwnTasks(deps);
  return apiHandler(listTasks, deps, async ({ query, admission: { grants } }) => {
    const { items: tasks, ...next } = await list({ ...query, grants });
    return ok({ status: 200, body: { tasks, ...next } });
  });
}
