import type { SqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { AuditAnchors } from '../../functions/app/audit/ports.ts';
import type { AwardsForRoll } from '../../functions/app/awards/ports.ts';
import type { WhomToTell } from '../../functions/app/awards/whom-to-tell.ts';
import type {
  BankChannel,
  BankFiles,
  BankFormats,
  PaymentTerms,
} from '../../functions/app/payments/ports.ts';
import type { ReadBankMessage } from '../../functions/app/reconciliation/ports.ts';
import type { Area } from '../../functions/app/ports/areas.ts';
import type { ContactOf } from '../../functions/app/ports/contacts.ts';
import type { Residents } from '../../functions/app/ports/residents.ts';
import type { BankProfile } from '../../functions/contracts/bank/bank-profile.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Ids } from '../../functions/app/ports/ids.ts';
import type { Envelopes, Keyed } from '../../functions/app/ports/secrets.ts';
import type { Registers } from '../../functions/app/registers/ports.ts';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../functions/domain/policy/policy-book.ts';
import type { AreaCode } from '../../functions/domain/review/area.ts';
import type { WorkingCalendar } from '../../functions/domain/time/working-days.ts';
import type { Log } from '../../functions/handlers/edge/log.ts';

/** Everything a use case may ask for, in the one-machine home. */
export interface Ports {
  readonly table: SqliteTable;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly envelopes: Envelopes;
  readonly keyed: Keyed;
  readonly policies: PolicyBook<CompiledPolicy>;
  readonly registers: Registers;
  readonly calendar: WorkingCalendar;
  readonly areas: readonly Area[];
  readonly contactOf: ContactOf;
  readonly residents: Residents;
  readonly district: AreaCode;
  readonly awards: AwardsForRoll;
  readonly whomToTell: WhomToTell;
  readonly terms: PaymentTerms;
  readonly banks: ReadonlyMap<string, BankProfile>;
  readonly bankFiles: BankFiles;
  readonly bankFormats: BankFormats;
  readonly readBankMessage: ReadBankMessage;
  readonly bankChannel: BankChannel;
  readonly anchors: AuditAnchors;
  readonly log: Log;
}
