import type { Fen } from '../../domain/money/fen.ts';
import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import type { AwardsForRoll } from '../awards/ports.ts';
import { listedItems } from '../store/pages.ts';
import { periodKey, readPeriodHead } from '../periods/period-head.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Condition, Table } from '../store/ports.ts';
import { type Payable, parsePayable } from './payables.ts';
import { payableKey } from './run-keys.ts';

/** Where an index holds the corrections of a programme's period: the roll pays them beside what is due anew. */
function correctionList(programme: string, period: string): string {
  return `CORRECTIONS#${programme}#${period}`;
}

/** Where an index holds the corrections of a payment. */
export function correctionsOf(paymentId: string): string {
  return `CORRECTIONS-OF#${paymentId}`;
}

/**
 * The action that makes a payable of what is still owed of a payment that is closed: a component of its own,
 * `adj-1`, `adj-2`, … (invariants.md 2), which stands from then on and waits for the period's next run.
 * @param participants who decided it: they do not release it
 */
export async function correctionActions(
  { table, awards }: { readonly table: Table; readonly awards: Pick<AwardsForRoll, 'read'> },
  correction: {
    readonly paymentId: string;
    readonly row: Payable;
    readonly amountFen: Fen;
    readonly participants: readonly string[];
    /** Whose money it is committed from. */
    readonly year: number;
  },
): Promise<readonly Action[]> {
  const { paymentId, row, amountFen, participants, year } = correction;
  const { awardId, programme, period, decisionHash } = row;
  const [award] = await awards.read([awardId]);
  if (!award) throw new Error(`there is no award ${awardId}`);
  const { afterYear, check } = await sideOfClose(table, year);
  for (let number = 1; ; number += 1) {
    const component = `adj-${String(number)}`;
    const correctionId = paymentIdOf({ programme, period, personIndex: award.personIndex, component });
    if (await table.get(payableKey(correctionId))) continue;
    return [
      {
        put: {
          ...payableKey(correctionId),
          awardId,
          programme,
          period,
          component,
          amountFen,
          decisionHash,
          reissue: 0,
          corrects: paymentId,
          participants,
          ...(afterYear ? { afterYear } : {}),
          gsi1pk: correctionList(programme, period),
          gsi1sk: `${awardId}#${component}`,
          gsi2pk: correctionsOf(paymentId),
          gsi2sk: component,
        },
        if: { exists: false },
      },
      check,
    ];
  }
}

/**
 * Whether money that is committed now is committed after its year was closed, or before and lapses with it; and what
 * holds a transaction to that. While the closing entries are being made nobody could tell.
 */
async function sideOfClose(
  table: Table,
  year: number,
): Promise<{ readonly afterYear: boolean; readonly check: Action }> {
  const periodId = String(year);
  const head = await readPeriodHead(table, periodId);
  if (head?.state === 'closing') throw stepError('StoreUnavailable', `the year ${periodId} is being closed`);
  const unchanged: Condition = head
    ? { attribute: 'version', is: '=', value: head.version }
    : { exists: false };
  return { afterYear: head?.state === 'closed', check: { check: periodKey(periodId), if: unchanged } };
}

export interface Correction {
  readonly paymentId: string;
  readonly awardId: string;
  readonly component: string;
  readonly amountFen: Fen;
  readonly decisionHash: string;
}

/** A period's corrections, those that are paid included: a handful beside its roll. */
export async function listCorrections(
  table: Table,
  programme: string,
  period: string,
): Promise<readonly Correction[]> {
  const corrections: Correction[] = [];
  for await (const item of listedItems(table, 'gsi1', { pk: correctionList(programme, period) })) {
    const { awardId, component, amountFen, decisionHash } = parsePayable(item);
    corrections.push({ paymentId: item.sk, awardId, component, amountFen, decisionHash });
  }
  return corrections;
}
