import { staffActor } from '../../../../app/access/staff-actor.ts';
import { answerRepeatable } from '../../../../app/idempotency/answer-once.ts';
import { createEnquirePayment } from '../../../../app/payments/enquire-payment.ts';
import type { SendFilesDeps } from '../../../../app/payments/steps/send-files.ts';
import { enquirePayment } from '../../../../contracts/http/enquiries.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { storedAnswer } from '../../edge/stored-answer.ts';

export function createEnquirePaymentHandler(deps: EdgeDeps & SendFilesDeps): HttpRoute {
  const enquire = createEnquirePayment(deps);
  const earlier = storedAnswer(enquirePayment.answers[200].schema);
  return apiHandler(enquirePayment, deps, async ({ params, admission, idempotency }) => {
    const done = await answerRepeatable(deps.table, idempotency, earlier, async () => {
      const asked = await enquire({ ...params, actor: staffActor(admission) });
      return asked.ok ? ok({ ...asked.value }) : asked;
    });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
