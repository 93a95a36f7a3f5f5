import { staffActor } from '../../../../app/access/staff-actor.ts';
import { createDeposits, type DepositRefusal, type DepositsDeps } from '../../../../app/ledger/deposits.ts';
import type { DecideProposalError } from '../../../../app/proposals/proposals.ts';
import { decideDeposit } from '../../../../contracts/http/deposits.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { depositAnswer } from '../deposit-body.ts';

export function createDecideDepositHandler(deps: EdgeDeps & DepositsDeps): HttpRoute {
  const { decide } = createDeposits(deps);
  return apiHandler(decideDeposit, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const done = await decide({ proposalId: id, ...body, actor: staffActor(admission), idempotency });
    return done.ok ? ok({ status: 200, body: depositAnswer(done.value) }) : err(problemOf(done.error));
  });
}

function problemOf(error: DecideProposalError | DepositRefusal): ApplicationProblem {
  switch (error.kind) {
    case 'fund-short':
      return { kind: error.kind, parameters: { shortFen: error.shortFen } };
    case 'year-closed':
      return { kind: error.kind, parameters: { year: error.year } };
    default:
      return error;
  }
}
