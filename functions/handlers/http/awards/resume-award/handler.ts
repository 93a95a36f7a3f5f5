import { createResumeAward, type ResumeAwardDeps } from '../../../../app/awards/resume-award.ts';
import { resumeAward } from '../../../../contracts/http/award-changes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createResumeAwardHandler(deps: EdgeDeps & ResumeAwardDeps): HttpRoute {
  const run = createResumeAward(deps);
  return apiHandler(resumeAward, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
