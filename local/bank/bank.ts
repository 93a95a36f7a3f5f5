import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { BankProfile } from '../../functions/contracts/bank/bank-profile.ts';
import type { CamtVersion } from './write-camt.ts';
import type { Pain002Version } from './write-pain002.ts';

/** What every part of the simulator works with. */
export interface Bank {
  readonly database: SqliteDatabase;
  readonly clock: Clock;
  /** The bank's own BIC. */
  readonly bankId: string;
  /** Banks it can pay to; all when absent. */
  readonly knownBanks: ReadonlySet<string> | undefined;
  readonly versions: {
    readonly pain002: Pain002Version;
    readonly camt053: CamtVersion;
    readonly camt054: CamtVersion;
  };
  /** Banks whose columns it speaks, by their codes. */
  readonly profiles: ReadonlyMap<string, BankProfile>;
  readonly returnAfterDays: number;
  readonly correctAfterDays: number;
  /** Whether returns are told by camt.054 before the statement tells them again. */
  readonly announceReturns: boolean;
}

/** Rows handled between two turns of the event loop, so that a large file keeps nobody waiting. */
export const batchSize = 1_000;
