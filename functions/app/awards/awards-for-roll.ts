import { fen } from '../../domain/money/fen.ts';
import { lastDeathIn } from '../../domain/policy/last-death.ts';
import { decide } from '../../domain/policy/decide.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import { unavailableRegisters } from '../../domain/policy/evidence.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import type { LastDeath } from '../../domain/receivables/instalment.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { parsePeriod } from '../../domain/time/period.ts';
import { recordHash } from '../claims/decide-claim.ts';
import { openContent, openDecision } from '../claims/claim-parts.ts';
import { policyOf } from '../claims/policy-of.ts';
import { subjectsOf } from '../claims/whom-it-concerns.ts';
import { gatherEvidence } from '../registers/gather-evidence.ts';
import type { Registers } from '../registers/ports.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { stepError } from '../ports/step-errors.ts';
import { policyInForce } from '../programmes/policy-in-force.ts';
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
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
  readonly registers: Registers;
}

/** The awards as payment runs read them, over the store. */
export function createAwardsForRoll(deps: AwardsForRollDeps): AwardsForRoll {
  const { table } = deps;
  const rulesOf = rememberedRules(deps);
  return {
    ...createPayeeAccounts(deps),

    list: (programme, period, cursor, limit) => listRoll(deps, { programme, period, cursor, limit }),

    read: (awardIds) => readAwards(table, awardIds),

    decide: (award, period, { keep }) => decidePayable(deps, rulesOf, award.awardId, period, keep),
  };
}

type RulesOf = (programme: string, firstDay: CalendarDate) => Promise<CompiledPolicy | undefined>;

/**
 * The policies in force on days. What holds on a day that has come holds for ever (publications.ts), so it is read
 * once, and not for every award of a roll.
 */
function rememberedRules(deps: AwardsForRollDeps): RulesOf {
  const known = new Map<string, ReturnType<RulesOf>>();
  return (programme, firstDay) => {
    const name = `${programme}/${firstDay}`;
    const remembered = known.get(name);
    if (remembered) return remembered;
    const read = policyInForce(deps, programme, firstDay);
    if (firstDay <= deps.clock.today()) {
      known.set(name, read);
      read.catch(() => known.delete(name));
    }
    return read;
  };
}

/**
 * What is due for a period. A one-off is paid on the decision it was awarded on; a recurring award is decided anew,
 * by the version in force on the period's first day (its own, where the programme has ended) and the registers'
 * present answers, and the record kept under the award.
 */
async function decidePayable(
  { table, envelopes, policies, registers }: AwardsForRollDeps,
  rulesOf: RulesOf,
  awardId: string,
  periodId: string,
  keep: boolean,
): Promise<PayableDecision> {
  const head = await readAwardHead(table, awardId);
  if (!head) throw new Error(`there is no award ${awardId}`);
  const own = policyOf(policies, head);
  if (own.policy.kind !== 'recurring') {
    const record = await openDecision(table, envelopes, head.claimId);
    if (!record) throw new Error(`award ${awardId} rests on no decision`);
    return payable(record, head.recordHash);
  }
  const period = parsePeriod(periodId);
  if (!period) throw stepError('InvalidStepInput', `no period ${periodId}`);
  const policy = (await rulesOf(own.policy.programme, period.firstDay)) ?? own;
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
