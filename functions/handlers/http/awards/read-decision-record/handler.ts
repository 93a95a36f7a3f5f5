import {
  type ReadDecisionRecordDeps,
  createReadDecisionRecord,
} from '../../../../app/awards/read-decision-record.ts';
import { readDecisionRecord } from '../../../../contracts/http/awards.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadDecisionRecordHandler(deps: EdgeDeps & ReadDecisionRecordDeps): HttpRoute {
  const run = createReadDecisionRecord(deps);
  return apiHandler(readDecisionRecord, deps, async ({ params, query, permitFor }) => {
    const done = await run({ ...params, ...query, permitFor });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
