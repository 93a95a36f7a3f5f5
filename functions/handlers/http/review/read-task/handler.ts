import { createReadTask } from '../../../../app/review/read-task.ts';
import { readTask } from '../../../../contracts/http/review.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadTaskHandler(deps: EdgeDeps & Parameters<typeof createReadTask>[0]): HttpRoute {
  const read = createReadTask(deps);
  return apiHandler(readTask, deps, async ({ params, permitFor, language }) => {
    const opened = await read({ ...params, permitFor, language });
    return opened.ok ? ok({ status: 200, body: opened.value }) : opened;
  });
}
