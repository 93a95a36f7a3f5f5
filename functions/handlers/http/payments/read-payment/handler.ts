import { createReadPayment } from '../../../../app/payments/read-payment.ts';
import { readPayment } from '../../../../contracts/http/payments.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { withReasonWords } from '../../reason-words.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadPaymentHandler(
  deps: EdgeDeps & Parameters<typeof createReadPayment>[0],
): HttpRoute {
  const read = createReadPayment(deps);
  return apiHandler(readPayment, deps, async ({ params, language }) => {
    const found = await read(params.paymentId);
    return found ? ok({ status: 200, body: withReasonWords(found, language) }) : err({ kind: 'not-found' });
  });
}
