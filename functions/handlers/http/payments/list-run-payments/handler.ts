import { createListRunPayments } from '../../../../app/payments/run-payments.ts';
import { listRunPayments } from '../../../../contracts/http/payments.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { withReasonWords } from '../../reason-words.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListRunPaymentsHandler(
  deps: EdgeDeps & Parameters<typeof createListRunPayments>[0],
): HttpRoute {
  const list = createListRunPayments(deps);
  return apiHandler(listRunPayments, deps, async ({ params, query, language }) => {
    const page = await list(params.runId, query.cursor);
    if (!page) return err({ kind: 'not-found' });
    const { items, period, ...next } = page;
    const payments = items.map((payment) => ({
      ...withReasonWords(payment, language),
      decisionRecord: `/api/awards/${payment.awardId}/decision-record?period=${period}`,
    }));
    return ok({ status: 200, body: { payments, ...next } });
  });
}
