import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { createReissuePayment } from '../../../../app/payments/reissue-payment.ts';
import { reissuePayment } from '../../../../contracts/http/payments.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createReissuePaymentHandler(
  deps: EdgeDeps & Parameters<typeof createReissuePayment>[0],
): HttpRoute {
  const reissue = createReissuePayment(deps);
  const earlier = storedAnswer(reissuePayment.answers[202].schema);
  return apiHandler(reissuePayment, deps, async ({ params, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const reissued = await reissue({ ...params, actor: staffActor(admission) });
      return reissued.ok ? ok({ ...reissued.value }) : reissued;
    });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
