import { staffActor } from '../../../../app/access/staff-actor.ts';
import { createDeposits, type DepositsDeps } from '../../../../app/ledger/deposits.ts';
import { proposeDeposit } from '../../../../contracts/http/deposits.ts';
import { fen } from '../../../../domain/money/fen.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { depositAnswer } from '../deposit-body.ts';

export function createProposeDepositHandler(deps: EdgeDeps & DepositsDeps): HttpRoute {
  const { propose } = createDeposits(deps);
  return apiHandler(proposeDeposit, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const deposit = { ...body, amountFen: fen(body.amountFen) };
    const done = await propose(id, deposit, staffActor(admission), idempotency);
    return done.ok ? ok({ status: 202, body: depositAnswer(done.value) }) : done;
  });
}
