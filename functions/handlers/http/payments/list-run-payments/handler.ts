import { createShownPayees, type ShownPayeesDeps } from '../../../../app/awards/shown-payees.ts';
import { createListRunPayments } from '../../../../app/payments/run-payments.ts';
import { listRunPayments } from '../../../../contracts/http/payments.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { withReasonWords } from '../../reason-words.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListRunPaymentsHandler(deps: EdgeDeps & ShownPayeesDeps): HttpRoute {
  const list = createListRunPayments(deps);
  const withPayees = createShownPayees(deps);
  return apiHandler(listRunPayments, deps, async ({ params, query, language }) => {
    const page = await list(params.runId, query.cursor);
    if (!page) return err({ kind: 'not-found' });
    const { items, period, ...next } = page;
    const payments = (await withPayees(items)).map((payment) => ({
      ...withReasonWords(payment, language),
      decisionRecord: `/api/awards/${payment.awardId}/decision-record?period=${period}`,
    }));
    return ok({ status: 200, body: { payments, ...next } });
  });
}
