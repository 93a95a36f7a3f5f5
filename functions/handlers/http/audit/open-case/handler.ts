import { type OpenCaseDeps, createOpenCase } from '../../../../app/audit/open-case.ts';
import { openCase } from '../../../../contracts/http/audit-cases.ts';
import { ok } from '../../../../domain/result/result.ts';
import { awardBody } from '../../awards/award-body.ts';
import { claimBody } from '../../claims/claim-body.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { withReasonWords } from '../../reason-words.ts';

export function createOpenCaseHandler(deps: EdgeDeps & OpenCaseDeps): HttpRoute {
  const open = createOpenCase(deps);
  return apiHandler(openCase, deps, async ({ params, body, permitFor, language, idempotency }) => {
    const opened = await open({ ...params, ...body, permitFor, language, idempotency });
    if (!opened.ok) return opened;
    const { claim, award, payments, ...rest } = opened.value;
    return ok({
      status: 200,
      body: {
        ...rest,
        claim: claimBody(claim, language),
        ...(award ? { award: awardBody(award, language) } : {}),
        payments: payments.map((payment) => withReasonWords(payment, language)),
      },
    });
  });
}
