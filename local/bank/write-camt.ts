import { element, inChunks } from '../../functions/adapters/bank/iso20022/xml-text.ts';
import { fen, type Fen, formatYuan } from '../../functions/domain/money/fen.ts';
import type { CalendarDate } from '../../functions/domain/time/calendar-date.ts';

export type CamtVersion = '08' | '12';

/** A booking on the account. */
export interface CamtEntry {
  /** The bank's number of it: the same wherever it is told. */
  readonly reference: string;
  /** Signed: a credit is positive. */
  readonly amountFen: Fen;
  readonly bookedOn: string;
  /** The subfamily of PMNT/ICDT or PMNT/RCDT, such as DMCT (a domestic transfer) or RRTN (a return). */
  readonly subfamily: string;
  readonly reversal: boolean;
  readonly messageId?: string | undefined;
  readonly endToEndId?: string | undefined;
  /** Why money came back: the entry is a return. */
  readonly returnReason?: string | undefined;
}

interface Report {
  readonly messageId: string;
  readonly createdAt: string;
  readonly account: string;
  readonly bankId: string;
  readonly sequence: number;
  readonly entries: AsyncIterable<CamtEntry> | Iterable<CamtEntry>;
}

export interface Statement extends Report {
  readonly day: CalendarDate;
  readonly openingFen: Fen;
  readonly closingFen: Fen;
}

/** A statement (camt.053) as a stream of text. */
export function writeCamt053(statement: Statement, version: CamtVersion = '08'): AsyncGenerator<string> {
  const { day, openingFen, closingFen } = statement;
  const balances = balance('OPBD', openingFen, day) + balance('CLBD', closingFen, day);
  return inChunks(pieces(statement, `camt.053.001.${version}`, 'BkToCstmrStmt', 'Stmt', balances));
}

/** A credit notification (camt.054) as a stream of text: what a statement will say, said earlier. */
export function writeCamt054(notification: Report, version: CamtVersion = '08'): AsyncGenerator<string> {
  return inChunks(pieces(notification, `camt.054.001.${version}`, 'BkToCstmrDbtCdtNtfctn', 'Ntfctn', ''));
}

async function* pieces(
  report: Report,
  name: string,
  container: string,
  part: string,
  balances: string,
): AsyncGenerator<string> {
  const created = element('CreDtTm', report.createdAt);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${name}"><${container}>\n`;
  yield `<GrpHdr>${element('MsgId', report.messageId)}${created}</GrpHdr>\n`;
  yield `<${part}>${element('Id', report.messageId)}${element('ElctrncSeqNb', String(report.sequence))}${created}`;
  yield `<Acct><Id><Othr>${element('Id', report.account)}</Othr></Id><Ccy>CNY</Ccy>`;
  yield `<Svcr><FinInstnId>${element('BICFI', report.bankId)}</FinInstnId></Svcr></Acct>${balances}\n`;
  for await (const item of report.entries) yield entry(item);
  yield `</${part}></${container}></Document>\n`;
}

function balance(type: string, amountFen: Fen, day: CalendarDate): string {
  return (
    `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp>${amount(amountFen)}${direction(amountFen)}` +
    `<Dt><Dt>${day}</Dt></Dt></Bal>`
  );
}

function entry(item: CamtEntry): string {
  const { amountFen, bookedOn, reversal, subfamily } = item;
  const family = amountFen > 0 && !reversal && subfamily === 'DMCT' ? 'RCDT' : 'ICDT';
  const refs = `${element('MsgId', item.messageId)}${element('AcctSvcrRef', item.reference)}${element('EndToEndId', item.endToEndId)}`;
  const returned =
    item.returnReason === undefined ? '' : `<RtrInf><Rsn>${element('Cd', item.returnReason)}</Rsn></RtrInf>`;
  return (
    `<Ntry>${amount(amountFen)}${direction(amountFen)}${reversal ? '<RvslInd>true</RvslInd>' : ''}` +
    `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${bookedOn}</Dt></BookgDt>${element('AcctSvcrRef', item.reference)}` +
    `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${subfamily}</SubFmlyCd></Fmly></Domn></BkTxCd>` +
    `<NtryDtls><TxDtls><Refs>${refs}</Refs>${amount(amountFen)}${direction(amountFen)}${returned}</TxDtls></NtryDtls>` +
    `</Ntry>\n`
  );
}

function amount(amountFen: Fen): string {
  return `<Amt Ccy="CNY">${formatYuan(fen(Math.abs(amountFen)))}</Amt>`;
}

function direction(amountFen: Fen): string {
  return `<CdtDbtInd>${amountFen < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
}
