import { type AnswerRequestDeps, createAnswerRequest } from '../../../../app/claims/answer-request.ts';
import { answerRequest } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createAnswerRequestHandler(deps: EdgeDeps & AnswerRequestDeps): HttpRoute {
  const run = createAnswerRequest(deps);
  return apiHandler(answerRequest, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
