import { writePain001 } from '../../functions/adapters/bank/iso20022/write-pain001.ts';
import type { BankFiles } from '../../functions/app/payments/ports.ts';
import type { SealedFiles } from './sealed-files.ts';

/** The banks' files as pain.001, sealed in the data folder. */
export function localBankFiles(files: SealedFiles): BankFiles {
  return {
    write: (key, file) => files.write(`${key}.xml`, writePain001(file)),
    read: (key) => files.read(`${key}.xml`),
  };
}
