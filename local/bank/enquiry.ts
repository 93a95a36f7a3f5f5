import { type Bank, batchSize } from './bank.ts';
import { referenceOf } from './book-day.ts';
import { optionalText, type Row, text, whole } from './row.ts';
import { type ReportedPayment, writePain002 } from './write-pain002.ts';

export type EnquiryQuery = { readonly messageId: string } | { readonly endToEndIds: readonly string[] };

export interface Enquiry {
  /** False: the bank has nothing of what was asked for. */
  readonly known: boolean;
  readonly name: string;
  /** A pain.002 that speaks of every payment asked for; one the bank never had is RJCT with AG09. */
  readonly content: AsyncIterable<string>;
}

/** "Original payment never received" (external status reason code set). */
const neverReceived = 'AG09';

/** Answers from the truth, whatever was answered or lost before. */
export function enquire(bank: Bank, query: EnquiryQuery, number: number): Enquiry {
  const id = `${bank.bankId}-E${String(number).padStart(9, '0')}`;
  const ofFile = 'messageId' in query;
  return {
    known: ofFile
      ? hasFile(bank, query.messageId)
      : query.endToEndIds.some((one) => isKnown(find(bank, one))),
    name: `${id}.pain.002.xml`,
    content: writePain002(
      {
        messageId: id,
        createdAt: bank.clock.now(),
        bankId: bank.bankId,
        originalMessageId: ofFile ? query.messageId : 'NOTPROVIDED',
        payments: ofFile ? ofLines(bank, query.messageId) : ofIds(bank, query.endToEndIds),
      },
      bank.versions.pain002,
    ),
  };
}

/** A file rejected whole is known; one of which not a single payment arrived is not. */
function hasFile({ database }: Bank, messageId: string): boolean {
  return database.read(() => {
    const file = database.prepare('SELECT state FROM files WHERE message_id = ?').get(messageId);
    if (!file) return false;
    const arrived = database
      .prepare(
        `SELECT 1 FROM lines JOIN payments USING (end_to_end_id)
         WHERE lines.message_id = ? AND payments.status <> 'lost' LIMIT 1`,
      )
      .get(messageId);
    return text(file, 'state') === 'rejected' || arrived !== undefined;
  });
}

function find({ database }: Bank, endToEndId: string): Row | undefined {
  return database.read(() =>
    database.prepare('SELECT * FROM payments WHERE end_to_end_id = ?').get(endToEndId),
  );
}

function isKnown(payment: Row | undefined): payment is Row {
  return payment !== undefined && text(payment, 'status') !== 'lost';
}

function reported(
  payment: Row | undefined,
  endToEndId: string,
  paymentInformationId: string,
): ReportedPayment {
  if (!isKnown(payment)) {
    return { paymentInformationId, endToEndId, status: 'RJCT', reason: neverReceived };
  }
  const status = text(payment, 'status');
  if (status === 'rejected') {
    return { paymentInformationId, endToEndId, status: 'RJCT', reason: optionalText(payment, 'reason') };
  }
  if (status === 'accepted') return { paymentInformationId, endToEndId, status: 'ACSP' };
  return {
    paymentInformationId,
    endToEndId,
    status: 'ACSC',
    bankReference: referenceOf('payment', whole(payment, 'id')),
  };
}

function* ofIds(bank: Bank, endToEndIds: readonly string[]): Generator<ReportedPayment> {
  for (const endToEndId of endToEndIds) yield reported(find(bank, endToEndId), endToEndId, 'NOTPROVIDED');
}

async function* ofLines(bank: Bank, messageId: string): AsyncGenerator<ReportedPayment> {
  const { database } = bank;
  const select = 'SELECT * FROM lines WHERE message_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?';
  for (let after = 0; ;) {
    const rows = database.read(() => database.prepare(select).all(messageId, after, batchSize));
    for (const row of rows) {
      after = whole(row, 'ordinal');
      const endToEndId = text(row, 'end_to_end_id');
      yield reported(find(bank, endToEndId), endToEndId, text(row, 'payment_information_id'));
    }
    if (rows.length < batchSize) return;
  }
}
