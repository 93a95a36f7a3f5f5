import * as z from 'zod';
import type { Pain001Version } from '../../../contracts/bank/bank-profile.ts';
import {
  creditTransferSchema,
  type CreditTransfer,
  type Party,
  type PaymentFile,
  paymentFileHeaderSchema,
} from '../../../contracts/bank/payment-file.ts';
import { addFen, type Fen, formatYuan, zeroFen } from '../../../domain/money/fen.ts';
import { element, inChunks } from './xml-text.ts';

/** What was streamed is not what was announced, so nothing of the file may be used (invariant 9). */
export class PaymentFileMismatch extends Error {
  override readonly name = 'PaymentFileMismatch';
}

/** A file or payment that the format cannot carry. Says which payment and which member, never its content. */
export class UnwritablePayment extends Error {
  override readonly name = 'UnwritablePayment';
}

const paymentSchema = z.compile(creditTransferSchema);

/**
 * A customer credit transfer (pain.001) as a stream of text: one payment information for the one debtor account,
 * one entry a payment on the bank's statement. The same file gives the same bytes, so its hash can be released.
 *
 * Count and total stand at the top of the file and are checked against the payments; the last tags are written
 * only when they agree.
 *
 * @throws UnwritablePayment, PaymentFileMismatch from the iterator
 */
export function writePain001(file: PaymentFile, version: Pain001Version = '09'): AsyncGenerator<string> {
  return inChunks(pieces(file, version));
}

async function* pieces(file: PaymentFile, version: Pain001Version): AsyncGenerator<string> {
  const { payments, ...rest } = file;
  const parsed = paymentFileHeaderSchema.safeParse(rest);
  if (!parsed.success) throw unwritable('the file', parsed.error);
  const header = parsed.data;
  const { messageId, debtor, count, totalFen } = header;
  const sums = `<NbOfTxs>${String(count)}</NbOfTxs><CtrlSum>${formatYuan(totalFen)}</CtrlSum>`;

  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}"><CstmrCdtTrfInitn>\n`;
  yield `<GrpHdr>${element('MsgId', messageId)}${element('CreDtTm', header.createdAt)}${sums}`;
  yield `<InitgPty>${element('Nm', header.initiatingParty)}</InitgPty></GrpHdr>\n`;
  yield `<PmtInf>${element('PmtInfId', messageId)}<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>${sums}`;
  yield `<ReqdExctnDt><Dt>${header.executionDate}</Dt></ReqdExctnDt>`;
  yield `<Dbtr>${element('Nm', debtor.name)}</Dbtr>${account('DbtrAcct', debtor)}${agent('DbtrAgt', debtor)}`;
  // The office bears the charges: a family receives what it was awarded.
  yield '<ChrgBr>DEBT</ChrgBr>\n';

  let seen = 0;
  let seenFen: Fen = zeroFen;
  for await (const payment of payments) {
    const checked = paymentSchema.safeParse(payment);
    if (!checked.success) throw unwritable(`payment ${String(seen + 1)}`, checked.error);
    seen += 1;
    seenFen = addFen(seenFen, checked.data.amountFen);
    if (seen > count || seenFen > totalFen) break;
    yield transaction(checked.data);
  }
  if (seen !== count || seenFen !== totalFen) {
    throw new PaymentFileMismatch(
      `file ${messageId}: announced ${String(count)} payments of ${String(totalFen)} fen, ` +
        `read ${String(seen)} of ${String(seenFen)}`,
    );
  }
  yield '</PmtInf></CstmrCdtTrfInitn></Document>\n';
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

function unwritable(what: string, error: z.ZodError): UnwritablePayment {
  const members = [...new Set(error.issues.map((issue) => issue.path.join('.') || issue.code))];
  return new UnwritablePayment(`${what} does not fit a pain.001: ${members.join(', ')}`);
}
