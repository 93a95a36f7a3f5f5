import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { createCancelPayment } from '../../../../app/payments/cancel-payment.ts';
import { cancellationView } from '../../../../app/payments/cancellation-head.ts';
import { cancellationSchema } from '../../../../contracts/http/payment-view.ts';
import { cancelPayment } from '../../../../contracts/http/payments.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createCancelPaymentHandler(
  deps: EdgeDeps & Parameters<typeof createCancelPayment>[0],
): HttpRoute {
  const cancel = createCancelPayment(deps);
  const earlier = storedAnswer(cancellationSchema);
  return apiHandler(cancelPayment, deps, async ({ params, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const cancelled = await cancel({ ...params, ...body, actor: staffActor(admission) });
      return cancelled.ok ? ok(cancellationView(cancelled.value)) : cancelled;
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
