import { fen } from '../../domain/money/fen.ts';
import { lastDeathIn } from '../../domain/policy/last-death.ts';
import { decide } from '../../domain/policy/decide.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import { unavailableRegisters } from '../../domain/policy/evidence.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import type { LastDeath } from '../../domain/receivables/instalment.ts';
import { parsePeriod } from '../../domain/time/period.ts';
import { recordHash } from '../claims/decide-claim.ts';
import { openContent, openDecision } from '../claims/claim-parts.ts';
import { policyOf } from '../claims/policy-of.ts';
import { subjectsOf } from '../claims/whom-it-concerns.ts';
import { gatherEvidence } from '../registers/gather-evidence.ts';
import type { Registers } from '../registers/ports.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { asJson } from '../subjects/as-json.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { awardPart, decidedKey, readAwardHead } from './award-head.ts';
import { listRoll } from './list-roll.ts';
import { createPayeeAccounts } from './payee-accounts.ts';
import type { AwardsForRoll, PayableDecision } from './ports.ts';
import { readAwards } from './read-awards.ts';

export interface AwardsForRollDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
  readonly registers: Registers;
}

/** The awards as payment runs read them, over the store. */
export function createAwardsForRoll(deps: AwardsForRollDeps): AwardsForRoll {
  const { table } = deps;
  return {
    ...createPayeeAccounts(deps),

    list: (programme, period, cursor, limit) => listRoll(deps, { programme, period, cursor, limit }),

    read: (awardIds) => readAwards(table, awardIds),

    decide: (award, period, { keep }) => decidePayable(deps, award.awardId, period, keep),
  };
}

/**
 * What is due for a period. A one-off is paid on the decision it was awarded on; a recurring award is decided anew,
 * by the registers' present answers, and the record kept under the award.
 */
async function decidePayable(
  { table, envelopes, policies, registers }: AwardsForRollDeps,
  awardId: string,
  periodId: string,
  keep: boolean,
): Promise<PayableDecision> {
  const head = await readAwardHead(table, awardId);
  if (!head) throw new Error(`there is no award ${awardId}`);
  const policy = policyOf(policies, head);
  if (policy.policy.kind !== 'recurring') {
    const record = await openDecision(table, envelopes, head.claimId);
    if (!record) throw new Error(`award ${awardId} rests on no decision`);
    return payable(record, head.recordHash);
  }
  const period = parsePeriod(periodId);
  if (!period) throw stepError('InvalidStepInput', `no period ${periodId}`);
  const earlier = await openDecision(table, envelopes, head.claimId);
  const content = await openContent(table, envelopes, head.claimId);
  const evidence = await gatherEvidence(registers, policy, subjectsOf(content, policy), period);
  const [missing] = unavailableRegisters(evidence);
  if (missing) throw stepError('RegisterUnavailable', `${missing.register}: ${missing.reason}`);
  const record = decide(policy, {
    period,
    submittedOn: earlier?.submittedOn ?? period.firstDay,
    evidence,
    // What a person found about a condition no register could answer still holds for the period it was found for.
    findings: periodId === head.period ? (earlier?.findings ?? []) : [],
  });
  const json = asJson(record);
  const hash = recordHash(json);
  if (keep) {
    const sealed = await sealPart(envelopes, awardPart(awardId, `decision-${hash}`), json);
    await transact(table, [sealed.action, { put: { ...decidedKey(awardId, periodId), recordHash: hash } }]);
  }
  return payable(record, hash);
}

function lastDeathOf({ facts }: DecisionRecord): { readonly lastDeath?: LastDeath } {
  const lastDeath = lastDeathIn(facts);
  return lastDeath === undefined ? {} : { lastDeath };
}

function payable(record: DecisionRecord, decisionHash: string): PayableDecision {
  switch (record.outcome) {
    case 'met':
      return {
        outcome: 'due',
        components: record.components.map(({ component, amountFen }) => ({
          component,
          amountFen: fen(amountFen),
        })),
        decisionHash,
        ...lastDeathOf(record),
      };
    case 'failed':
      return { outcome: 'not-due', codes: record.failing, decisionHash };
    case 'unknown':
      return { outcome: 'unknown', codes: record.unknown.map(({ code }) => code), decisionHash };
  }
}
