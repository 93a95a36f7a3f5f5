import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { createHoldPayment } from '../../../../app/payments/hold-payment.ts';
import { holdPayment } from '../../../../contracts/http/payments.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createHoldPaymentHandler(
  deps: EdgeDeps & Parameters<typeof createHoldPayment>[0],
): HttpRoute {
  const hold = createHoldPayment(deps);
  const earlier = storedAnswer(holdPayment.answers[200].schema);
  return apiHandler(holdPayment, deps, async ({ params, body, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const held = await hold({ ...params, ...body, actor: staffActor(admission) });
      return held.ok ? ok({ ...held.value }) : held;
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
