import { s3BankFiles } from '../../adapters/s3/bank-files.ts';
import type { BankFiles } from '../../app/payments/ports.ts';
import { bankObjects } from './bank-objects.ts';

export const bankFiles: Pick<BankFiles, 'read'> = s3BankFiles(bankObjects);
