import type { ReadBankMessage } from '../../app/reconciliation/ports.ts';
import type { BankProfile } from '../../contracts/bank/bank-profile.ts';
import { UnreadableBankMessage } from '../../contracts/bank/unreadable-bank-message.ts';
import { readResultCsv } from './csv/read-result-csv.ts';
import { readBankMessage } from './iso20022/read-bank-message.ts';

/**
 * Reads what banks send: XML by itself, columns by the profile of the bank that sends them.
 * @param ownBank the bank of a message that says none
 */
export function createBankMessageReader(
  banks: ReadonlyMap<string, BankProfile>,
  ownBank: string,
): ReadBankMessage {
  return (chunks, { format, bank = ownBank, contentHash }) => {
    if (format === 'xml') return readBankMessage(chunks);
    const profile = banks.get(bank)?.answers.csv;
    if (!profile) throw new UnreadableBankMessage('unknown-message', 1, 0);
    // 35 characters, as bank messages' ids are.
    return readResultCsv(chunks, profile, { messageId: `CSV-${contentHash.slice(0, 31)}` });
  };
}
