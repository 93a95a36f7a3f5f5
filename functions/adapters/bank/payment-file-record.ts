import type { Fen } from '../../domain/money/fen.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';

/** A file of payments as its receiver reads it: the file, then each payment with whom it is paid from. */
export type PaymentFileRecord =
  | {
      readonly kind: 'file';
      readonly messageId: string;
      /** What the file announces; undefined where its reader has compared it already, or it says none. */
      readonly count: number | undefined;
      readonly totalFen: Fen | undefined;
    }
  | {
      readonly kind: 'payment';
      readonly endToEndId: string;
      readonly amountFen: Fen;
      readonly account: string;
      readonly bankId: string | undefined;
      /** Only where they were asked for. */
      readonly name: string | undefined;
      readonly remittance: string | undefined;
      readonly paymentInformationId: string;
      readonly debtorAccount: string;
      readonly executionDate: CalendarDate;
    };
