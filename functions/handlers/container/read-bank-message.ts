export { readBankMessage } from '../../adapters/bank/iso20022/read-bank-message.ts';
