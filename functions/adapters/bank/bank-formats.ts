import type { BankFormats } from '../../app/payments/ports.ts';
import { UnreadableBankMessage } from '../../contracts/bank/unreadable-bank-message.ts';
import { readPaymentCsv } from './csv/read-payment-csv.ts';
import { readPain001 } from './iso20022/read-pain001.ts';
import { writeBankFile } from './write-bank-file.ts';

/** The formats of banks' files, for who reads back what was written and writes it as another. */
export const bankFormats: BankFormats = {
  write: writeBankFile,
  async *read(content, format, { messageId, debtor, executionDate }) {
    const records =
      format.format === 'pain.001'
        ? readPain001(content, { names: true })
        : readPaymentCsv(content, format, { messageId, debtorAccount: debtor.account, executionDate });
    for await (const record of records) {
      if (record.kind === 'file') continue;
      const { endToEndId, amountFen, account, bankId = debtor.bankId, name, remittance } = record;
      if (name === undefined) throw new UnreadableBankMessage('missing-identification', 0, 0);
      yield {
        endToEndId,
        amountFen,
        creditor: { name, account, bankId },
        ...(remittance === undefined ? {} : { remittance }),
      };
    }
  },
};
