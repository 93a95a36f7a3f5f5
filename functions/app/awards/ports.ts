import type { Fen } from '../../domain/money/fen.ts';
import type { LastDeath } from '../../domain/receivables/instalment.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Page } from '../store/ports.ts';

/** What a payment run needs to know of an award; personal data stays sealed until the bank's file is built. */
export interface AwardForRoll {
  readonly awardId: string;
  readonly programme: string;
  /** Blind index of the entitled person: with programme, period and component the payment's identity. */
  readonly personIndex: string;
  readonly areaCode: string;
  readonly state: string;
  readonly claimId: string;
  /** Ids of who took in, attested or decided its claim: none of them may release its payment (invariants.md 5). */
  readonly participants?: readonly string[];
  /** Of a recurring award: the last year whose money is committed to it. */
  readonly committedThrough?: number;
  /** Of one that comes to its end: its last day. */
  readonly endedOn?: CalendarDate;
  /** Absent while the payee has not yet named an account, or not another than one that the bank would not pay to. */
  readonly payee?: {
    /** Blind index of the account, and how often it was changed: a change after building makes a run stale. */
    readonly accountIndex: string;
    readonly accountVersion: number;
  };
}

/** What is due to one award for one period, with the hash of the decision record that says why. */
export type PayableDecision =
  | {
      readonly outcome: 'due';
      readonly components: readonly { readonly component: string; readonly amountFen: Fen }[];
      readonly decisionHash: string;
      /** In the family: what it owes is not kept back for a while. */
      readonly lastDeath?: LastDeath;
    }
  | {
      readonly outcome: 'not-due' | 'unknown';
      readonly codes: readonly string[];
      readonly decisionHash: string;
    };

/** The account a payment goes to, opened from its envelope. */
export interface PayeeAccount {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}

/** Opens the account that an award's payments go to. */
export interface PayeeAccounts {
  payeeAccount(awardId: string): Promise<PayeeAccount>;
}

/** How payment runs read awards. */
export interface AwardsForRoll extends PayeeAccounts {
  /**
   * Ids of a programme's awards that a period may be due to, in a stable order, a page at a time.
   * @param limit ids a page, where another number than the usual is wanted
   */
  list(programme: string, period: string, cursor?: string, limit?: number): Promise<Page<string>>;
  read(awardIds: readonly string[]): Promise<readonly AwardForRoll[]>;
  /**
   * Decides anew what is due for the period, by the registers' present answers.
   * @param keep whether the decision record is kept: a payment rests on one that is, a preview on none
   * @throws an error named RegisterUnavailable when a register that is needed gives no answer
   */
  decide(award: AwardForRoll, period: string, options: { readonly keep: boolean }): Promise<PayableDecision>;
}
