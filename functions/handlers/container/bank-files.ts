import { s3BankFiles } from '../../adapters/s3/bank-files.ts';
import { bankObjects } from './bank-objects.ts';

export const bankFiles = s3BankFiles(bankObjects);
