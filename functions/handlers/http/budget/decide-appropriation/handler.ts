import { staffActor } from '../../../../app/access/staff-actor.ts';
import {
  type AppropriationRefusal,
  type AppropriationsDeps,
  createAppropriations,
} from '../../../../app/ledger/propose-appropriation.ts';
import type { DecideProposalError } from '../../../../app/proposals/proposals.ts';
import { decideAppropriation } from '../../../../contracts/http/budget.ts';
import type { ApplicationProblem } from '../../../../contracts/problem.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { appropriationAnswer } from '../appropriation-body.ts';

export function createDecideAppropriationHandler(deps: EdgeDeps & AppropriationsDeps): HttpRoute {
  const { decide } = createAppropriations(deps);
  return apiHandler(decideAppropriation, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const done = await decide({ proposalId: id, ...body, actor: staffActor(admission), idempotency });
    return done.ok ? ok({ status: 200, body: appropriationAnswer(done.value) }) : err(problemOf(done.error));
  });
}

function problemOf(error: DecideProposalError | AppropriationRefusal): ApplicationProblem {
  switch (error.kind) {
    case 'budget-short':
      return { kind: error.kind, parameters: { share: error.share } };
    case 'year-closed':
      return { kind: error.kind, parameters: { year: error.year } };
    default:
      return error;
  }
}
