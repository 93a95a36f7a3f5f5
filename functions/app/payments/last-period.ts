import type { Fen } from '../../domain/money/fen.ts';
import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import { isOpen } from '../../domain/payments/run-lifecycle.ts';
import { listedItems } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { readChunk } from './chunks.ts';
import { readMany } from '../store/read-many.ts';
import { holderOf, parsePayable, type Payable } from './payables.ts';
import { parseRunHead, readRunHead, type RunHead } from './run-head.ts';
import { payableKey, runsOfProgramme } from './run-keys.ts';

// A page is enough where the last period's runs were not all cancelled.
const runsAPage = 20;

/** The latest period before this one that a run of the programme was sent for. */
export async function lastPeriodBefore(
  table: Table,
  programme: string,
  period: string,
): Promise<string | undefined> {
  const latestFirst = {
    pk: runsOfProgramme(programme),
    // A run stands under its period and more, so this ends before the period's own.
    sk: { to: period },
    descending: true,
    limit: runsAPage,
  };
  for await (const item of listedItems(table, 'gsi3', latestFirst)) {
    const head = parseRunHead(item);
    if (hasGoneOut(head)) return head.period;
  }
  return undefined;
}

/** Whose payment is looked for. */
export interface Payee {
  readonly awardId: string;
  readonly personIndex: string;
  readonly component: string;
}

/** What the bank was instructed to pay somebody for an earlier period. */
export interface EarlierPayment {
  readonly amountFen: Fen;
  /** Of the award that it was paid for; undefined when it was another. */
  readonly accountVersion?: number;
}

/** Reads what a period's runs, whichever of them, instructed for payees. A payment that none holds was not paid. */
export function earlierPayments(table: Table, programme: string, period: string) {
  const sentRuns = new Map<string, Promise<number | undefined>>();
  const chunks = new Map<string, ReturnType<typeof readChunk>>();

  function attemptOf(runId: string): Promise<number | undefined> {
    const known = sentRuns.get(runId) ?? sentAttempt(table, runId);
    sentRuns.set(runId, known);
    return known;
  }

  async function earlier(row: Payable, awardId: string): Promise<EarlierPayment | undefined> {
    const holder = holderOf(row);
    if (!holder || (await attemptOf(holder.runId)) !== holder.attempt) return undefined;
    if (row.awardId !== awardId) return { amountFen: row.amountFen };
    const name = `${holder.runId} ${String(holder.chunk)}`;
    const chunk = chunks.get(name) ?? readChunk(table, holder);
    chunks.set(name, chunk);
    const accountVersion = (await chunk)?.accountVersions[holder.position];
    return { amountFen: row.amountFen, ...(accountVersion === undefined ? {} : { accountVersion }) };
  }

  return async (payees: readonly Payee[]): Promise<readonly (EarlierPayment | undefined)[]> => {
    const rows = await readMany(
      table,
      payees.map(({ personIndex, component }) =>
        payableKey(paymentIdOf({ programme, period, personIndex, component })),
      ),
    );
    return Promise.all(
      payees.map(async ({ awardId }, at) => {
        const row = rows[at];
        return row && earlier(parsePayable(row), awardId);
      }),
    );
  };
}

/** The attempt with which a run went out; undefined when nothing of it did. */
export async function sentAttempt(table: Table, runId: string): Promise<number | undefined> {
  const head = await readRunHead(table, runId);
  return head && hasGoneOut(head) ? head.attempt : undefined;
}

/** Whether the bank took a run: open ones it has not, and a cancelled or wholly rejected one comes to nothing. */
export function hasGoneOut({ state }: RunHead): boolean {
  return !isOpen(state) && state !== 'cancelled' && state !== 'rejected';
}
