export { bankFormats } from '../../adapters/bank/bank-formats.ts';
