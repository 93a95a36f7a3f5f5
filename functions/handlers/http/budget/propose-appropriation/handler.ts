import { staffActor } from '../../../../app/access/staff-actor.ts';
import {
  type AppropriationsDeps,
  createAppropriations,
} from '../../../../app/ledger/propose-appropriation.ts';
import { proposeAppropriation } from '../../../../contracts/http/budget.ts';
import { fen } from '../../../../domain/money/fen.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { appropriationAnswer } from '../appropriation-body.ts';

export function createProposeAppropriationHandler(deps: EdgeDeps & AppropriationsDeps): HttpRoute {
  const { propose } = createAppropriations(deps);
  return apiHandler(proposeAppropriation, deps, async ({ body, admission, idempotency }) => {
    const parts = body.parts.map(({ share, amountFen }) => ({ share, amountFen: fen(amountFen) }));
    const done = await propose({ ...body, parts }, staffActor(admission), idempotency);
    return done.ok ? ok({ status: 202, body: appropriationAnswer(done.value) }) : done;
  });
}
