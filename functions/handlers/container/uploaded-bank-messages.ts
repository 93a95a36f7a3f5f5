import { s3UploadedBankMessages } from '../../adapters/s3/uploaded-bank-messages.ts';
import { bankObjects } from './bank-objects.ts';

export const uploadedBankMessages = s3UploadedBankMessages(bankObjects);
