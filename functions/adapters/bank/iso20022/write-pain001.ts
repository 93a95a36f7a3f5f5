import type { Pain001Version } from '../../../contracts/bank/bank-profile.ts';
import type {
  CreditTransfer,
  Party,
  PaymentBatch,
  PaymentFile,
} from '../../../contracts/bank/payment-file.ts';
import { type Fen, formatYuan } from '../../../domain/money/fen.ts';
import { checkedFile, checkedPayments } from '../checked-payments.ts';
import { element, inChunks } from './xml-text.ts';

/**
 * A customer credit transfer (pain.001) as a stream of text: one payment information for each debtor account, one
 * entry a payment on the bank's statement. The same file gives the same bytes, so its hash can be released.
 *
 * Count and total stand at the top of the file and of each payment information, and are checked against the payments;
 * the last tags are written only when they agree.
 *
 * @throws UnwritablePayment, PaymentFileMismatch from the iterator
 */
export function writePain001(file: PaymentFile, version: Pain001Version = '09'): AsyncGenerator<string> {
  return inChunks(pieces(file, version));
}

async function* pieces(file: PaymentFile, version: Pain001Version): AsyncGenerator<string> {
  const checked = checkedFile(file);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}"><CstmrCdtTrfInitn>\n`;
  yield `<GrpHdr>${element('MsgId', checked.messageId)}${element('CreDtTm', checked.createdAt)}${sums(checked)}`;
  yield `<InitgPty>${element('Nm', checked.initiatingParty)}</InitgPty></GrpHdr>\n`;
  for (const batch of checked.batches) {
    yield beginning(batch);
    for await (const payment of checkedPayments(batch)) yield transaction(payment);
    yield '</PmtInf>\n';
  }
  yield '</CstmrCdtTrfInitn></Document>\n';
}

function sums({ count, totalFen }: { readonly count: number; readonly totalFen: Fen }): string {
  return `<NbOfTxs>${String(count)}</NbOfTxs><CtrlSum>${formatYuan(totalFen)}</CtrlSum>`;
}

/** The tags of a payment information up to its first payment. */
function beginning(batch: PaymentBatch): string {
  const { paymentInformationId, debtor, executionDate } = batch;
  return (
    `<PmtInf>${element('PmtInfId', paymentInformationId)}<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>${sums(batch)}` +
    `<ReqdExctnDt><Dt>${executionDate}</Dt></ReqdExctnDt>` +
    `<Dbtr>${element('Nm', debtor.name)}</Dbtr>${account('DbtrAcct', debtor)}${agent('DbtrAgt', debtor)}` +
    // The office bears the charges: a family receives what it was awarded.
    '<ChrgBr>DEBT</ChrgBr>\n'
  );
}

function transaction({ endToEndId, amountFen, creditor, remittance }: CreditTransfer): string {
  const ustrd = remittance === undefined ? '' : `<RmtInf>${element('Ustrd', remittance)}</RmtInf>`;
  return (
    `<CdtTrfTxInf><PmtId>${element('EndToEndId', endToEndId)}</PmtId>` +
    `<Amt><InstdAmt Ccy="CNY">${formatYuan(amountFen)}</InstdAmt></Amt>` +
    `${agent('CdtrAgt', creditor)}<Cdtr>${element('Nm', creditor.name)}</Cdtr>${account('CdtrAcct', creditor)}` +
    // Social security benefit: paid by a government to support individuals (external purpose code set).
    `<Purp><Cd>SSBE</Cd></Purp>${ustrd}</CdtTrfTxInf>\n`
  );
}

function account(name: string, { account: number }: Party): string {
  return `<${name}><Id><Othr>${element('Id', number)}</Othr></Id></${name}>`;
}

const bic = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
/** China National Advanced Payment System: a bank branch's number. */
const cnaps = /^\d{12}$/;

function agent(name: string, { bankId }: Party): string {
  if (bic.test(bankId)) return `<${name}><FinInstnId><BICFI>${bankId}</BICFI></FinInstnId></${name}>`;
  const system = cnaps.test(bankId) ? '<ClrSysId><Cd>CNAPS</Cd></ClrSysId>' : '';
  return `<${name}><FinInstnId><ClrSysMmbId>${system}${element('MmbId', bankId)}</ClrSysMmbId></FinInstnId></${name}>`;
}
