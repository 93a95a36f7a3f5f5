import { s3BankFiles } from '../../adapters/s3/bank-files.ts';
import type { BankFiles } from '../../app/payments/ports.ts';
import { bankObjects } from './bank-objects.ts';

/** Apart from `bank-files`, since nobody but who builds a file may write one. */
export const bankFileWriter: Pick<BankFiles, 'write'> = s3BankFiles(bankObjects);
