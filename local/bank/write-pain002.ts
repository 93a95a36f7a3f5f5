import { element, inChunks } from '../../functions/adapters/bank/iso20022/xml-text.ts';
import { formatYuan } from '../../functions/domain/money/fen.ts';
import type { Fen } from '../../functions/domain/money/fen.ts';

export type Pain002Version = '11' | '14';

export interface ReportedPayment {
  readonly paymentInformationId: string;
  readonly endToEndId: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly amountFen?: Fen | undefined;
  readonly bankReference?: string | undefined;
}

export interface StatusReport {
  readonly messageId: string;
  readonly createdAt: string;
  readonly bankId: string;
  readonly originalMessageId: string;
  readonly groupStatus?: string | undefined;
  readonly groupReason?: string | undefined;
  /** Those of one payment information stand together. */
  readonly payments: AsyncIterable<ReportedPayment> | Iterable<ReportedPayment>;
}

/** A payment status report (pain.002) as a stream of text: what banks answer to a file, and to an enquiry. */
export function writePain002(report: StatusReport, version: Pain002Version = '11'): AsyncGenerator<string> {
  return inChunks(pieces(report, version));
}

async function* pieces(report: StatusReport, version: Pain002Version): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>\n`;
  yield `<GrpHdr>${element('MsgId', report.messageId)}${element('CreDtTm', report.createdAt)}`;
  yield `<DbtrAgt><FinInstnId>${element('BICFI', report.bankId)}</FinInstnId></DbtrAgt></GrpHdr>\n`;
  yield `<OrgnlGrpInfAndSts>${element('OrgnlMsgId', report.originalMessageId)}`;
  yield `<OrgnlMsgNmId>pain.001</OrgnlMsgNmId>${element('GrpSts', report.groupStatus)}`;
  yield `${reason(report.groupReason)}</OrgnlGrpInfAndSts>\n`;

  let within: string | undefined;
  for await (const payment of report.payments) {
    if (payment.paymentInformationId !== within) {
      if (within !== undefined) yield '</OrgnlPmtInfAndSts>\n';
      within = payment.paymentInformationId;
      yield `<OrgnlPmtInfAndSts>${element('OrgnlPmtInfId', within)}\n`;
    }
    yield transaction(payment);
  }
  if (within !== undefined) yield '</OrgnlPmtInfAndSts>\n';
  yield '</CstmrPmtStsRpt></Document>\n';
}

function transaction(payment: ReportedPayment): string {
  const { endToEndId, status, amountFen } = payment;
  const original =
    amountFen === undefined
      ? ''
      : `<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">${formatYuan(amountFen)}</InstdAmt></Amt></OrgnlTxRef>`;
  return (
    `<TxInfAndSts>${element('OrgnlEndToEndId', endToEndId)}${element('TxSts', status)}` +
    `${reason(payment.reason)}${element('AcctSvcrRef', payment.bankReference)}${original}</TxInfAndSts>\n`
  );
}

function reason(code: string | undefined): string {
  return code === undefined ? '' : `<StsRsnInf><Rsn>${element('Cd', code)}</Rsn></StsRsnInf>`;
}
