// Reads a statement of a hundred megabytes, in a heap that could not hold it: see large-bank-message.test.ts.
// argv: how many entries with a detail each, and how many details the batch booking after them has. Says what it read.
import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';

const [entries = 0, details = 0] = process.argv.slice(2).map(Number);
let bytes = 0;

function entry(amount: string, reference: string, inside: string): string {
  return (
    `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
    `<BookgDt><Dt>2008-06-30</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls>${inside}`
  );
}

const transaction = (n: number): string =>
  `<TxDtls><Refs><EndToEndId>HM${String(n).padStart(28, '0')}</EndToEndId></Refs><Amt Ccy="CNY">1.00</Amt>` +
  `<AddtlTxInf>${'财政补助'.repeat(10)}</AddtlTxInf></TxDtls>`;

function* statement(): Generator<string> {
  const balance = (type: string, amount: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${String(amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
  yield '<Document><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>';
  yield balance('OPBD', entries + details) + balance('CLBD', 0);
  for (let n = 0; n < entries; n += 1) {
    yield `${entry('1.00', `BK${String(n)}`, transaction(n))}</NtryDtls></Ntry>`;
  }
  yield entry(`${String(details)}.00`, 'BATCH', `<Btch><NbOfTxs>${String(details)}</NbOfTxs></Btch>`);
  for (let n = 0; n < details; n += 1) yield transaction(entries + n);
  yield '</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>';
}

function* pieces(): Generator<Buffer> {
  for (const text of statement()) {
    const piece = Buffer.from(text);
    bytes += piece.length;
    yield piece;
  }
}

const seen = { lines: 0, problems: 0, balanced: false };
// Looked at as it goes: the most that the system remembers of a process includes what its parent weighed.
let mostRssBytes = 0;
for await (const record of readBankMessage(pieces())) {
  if (record.kind === 'line') seen.lines += 1;
  if (seen.lines % 1000 === 0) mostRssBytes = Math.max(mostRssBytes, process.memoryUsage.rss());
  if (record.kind === 'problem') seen.problems += 1;
  if (record.kind === 'statement-end') seen.balanced = record.balanced === true;
}
process.stdout.write(JSON.stringify({ ...seen, bytes, maxRssKiB: mostRssBytes / 1024 }));
