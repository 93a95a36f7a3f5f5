import { writeBankFile } from '../../functions/adapters/bank/write-bank-file.ts';
import type { BankFiles } from '../../functions/app/payments/ports.ts';
import type { SealedFiles } from './sealed-files.ts';

/** The banks' files, sealed in the data folder. */
export function localBankFiles(files: SealedFiles): BankFiles {
  return {
    write: (key, file, format) => files.write(key, writeBankFile(file, format)),
    read: (key) => files.read(key),
  };
}
