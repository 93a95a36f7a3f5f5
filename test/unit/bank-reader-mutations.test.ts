import { describe, expect, test } from '@jest/globals';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { goldenBankFile, recordsOf } from '../builders/bank-messages.ts';

const day = goldenBankFile('camt.053.001.08-day.xml');
const batch = goldenBankFile('camt.053.001.12-batch.xml');
const part = goldenBankFile('pain.002.001.11-part.xml');
const returns = goldenBankFile('camt.054.001.08-returns.xml');

function change(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
}

const entries = [...day.matchAll(/<Ntry>[^]*?<\/Ntry>\n/g)].map(([entry]) => entry);
const firstEntry = entries[0] ?? '';

function kinds(records: readonly BankRecord[], kind: BankRecord['kind']): BankRecord[] {
  return records.filter((record) => record.kind === kind);
}

function problems(records: readonly BankRecord[]): string[] {
  return records.flatMap((record) => (record.kind === 'problem' ? [`${record.problem} ${record.at}`] : []));
}

describe('one odd entry is a problem, and the rest goes on', () => {
  const odd: readonly (readonly [string, string, string, string[], number])[] = [
    [
      'a foreign currency',
      '<Amt Ccy="CNY">300.00</Amt>',
      '<Amt Ccy="USD">300.00</Amt>',
      ['foreign-currency Ntry/Amt', 'balance-differs Stmt/Bal'],
      // The detail has an amount of its own.
      6,
    ],
    [
      'an amount finer than a fen',
      '<Amt Ccy="CNY">300.00</Amt>',
      '<Amt Ccy="CNY">300.001</Amt>',
      ['bad-amount Ntry/Amt', 'balance-differs Stmt/Bal'],
      6,
    ],
    [
      'a negative amount',
      '<Amt Ccy="CNY">300.00</Amt>',
      '<Amt Ccy="CNY">-300.00</Amt>',
      ['bad-amount Ntry/Amt', 'balance-differs Stmt/Bal'],
      6,
    ],
    [
      'an amount in words',
      '<Amt Ccy="CNY">15.00</Amt>',
      '<Amt Ccy="CNY">fifteen</Amt>',
      ['bad-amount Ntry/Amt', 'balance-differs Stmt/Bal'],
      5,
    ],
    [
      'no direction',
      '<CdtDbtInd>DBIT</CdtDbtInd>',
      '',
      ['missing-direction Ntry/CdtDbtInd', 'balance-differs Stmt/Bal'],
      5,
    ],
    ['no status', '<Sts><Cd>BOOK</Cd></Sts>', '', ['missing-status Ntry/Sts', 'balance-differs Stmt/Bal'], 5],
    [
      'a status of its own',
      '<Sts><Cd>BOOK</Cd></Sts>',
      '<Sts><Prtry>OK</Prtry></Sts>',
      ['unknown-status Ntry/Sts', 'balance-differs Stmt/Bal'],
      5,
    ],
    [
      'a date that is none',
      '<BookgDt><Dt>2008-06-30</Dt>',
      '<BookgDt><Dt>2008-06-31</Dt>',
      ['bad-date Ntry/BookgDt'],
      6,
    ],
    [
      'an id that is too long',
      'RR08H1-000000000001-0',
      'X'.repeat(36),
      ['bad-identifier TxDtls/Refs/EndToEndId'],
      6,
    ],
    [
      'a detail that is not the entry',
      '</Refs>\n            <Amt Ccy="CNY">300.00</Amt>',
      '</Refs>\n            <Amt Ccy="CNY">299.00</Amt>',
      ['details-differ Ntry/NtryDtls'],
      6,
    ],
    ['a wrong balance', '>99730<', '>99731<', ['balance-differs Stmt/Bal'], 6],
    [
      'a balance without its type',
      '<CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry>',
      '',
      ['missing-balance Stmt/Bal'],
      6,
    ],
    ['an account in another currency', '<Ccy>CNY</Ccy>', '<Ccy>HKD</Ccy>', ['foreign-currency Acct/Ccy'], 6],
    ['a sequence that is no number', '>17<', '>xvii<', ['bad-number Stmt/ElctrncSeqNb'], 6],
    [
      'a creation time that is none',
      /CreDtTm>2008[^<]*/.exec(day)?.[0] ?? '',
      'CreDtTm>yesterday',
      ['bad-date GrpHdr/CreDtTm'],
      6,
    ],
  ];

  test.each(odd)('%s', async (_, from, to, expected, lines) => {
    const records = await recordsOf(change(day, from, to));
    expect(problems(records)).toEqual(expected);
    expect(kinds(records, 'line')).toHaveLength(lines);
    expect(records.at(-1)).toMatchObject({ kind: 'message-end', problems: expected.length });
  });

  test('a problem says where it is, and no content', async () => {
    const records = await recordsOf(
      change(day, '<Amt Ccy="CNY">300.00</Amt>', '<Amt Ccy="USD">300.00</Amt>'),
    );
    expect(kinds(records, 'problem')[0]).toEqual({
      kind: 'problem',
      problem: 'foreign-currency',
      line: 50,
      column: 13,
      at: 'Ntry/Amt',
      statementId: 'ST-2008-0017',
      entry: 1,
      bankReference: 'BK0001',
    });
  });

  test('a payment status without the payment', async () => {
    const records = await recordsOf(change(part, '<OrgnlEndToEndId>E-3</OrgnlEndToEndId>', ''));
    expect(problems(records)).toEqual(['missing-end-to-end-id TxInfAndSts/OrgnlEndToEndId']);
    expect(kinds(records, 'payment-status')).toHaveLength(5);
  });

  test('a payment without a status, in a file that has none for all', async () => {
    const records = await recordsOf(change(part, '<TxSts>PDNG</TxSts>', ''));
    expect(problems(records)).toEqual(['missing-status TxInfAndSts/TxSts']);
  });

  test('a file status that is none', async () => {
    const records = await recordsOf(change(part, '<GrpSts>PART</GrpSts>', '<GrpSts>PARTLY</GrpSts>'));
    expect(problems(records)).toEqual(['unknown-status OrgnlGrpInfAndSts/GrpSts']);
  });

  test('a detail whose id cannot be read is told by nothing else of its file', async () => {
    const records = await recordsOf(change(batch, 'RR08H1-000000000012-0', 'X'.repeat(36)));
    expect(problems(records)).toEqual(['bad-identifier TxDtls/Refs/EndToEndId']);
    const line = kinds(records, 'line').find((one) => one.kind === 'line' && one.detail === 2);
    expect(line).toMatchObject({ part: true, amountFen: 50_000 });
    for (const name of ['endToEndId', 'batch', 'paymentInformationId', 'messageId']) {
      expect(line).not.toHaveProperty(name);
    }
  });

  test('a detail whose direction cannot be read is booked with its entry, and nobody’s payment', async () => {
    const unclear = '<b:TxDtls><b:CdtDbtInd>N1</b:CdtDbtInd>';
    const records = await recordsOf(change(batch, /<b:TxDtls>/, unclear));
    expect(problems(records)).toEqual(['missing-direction TxDtls/CdtDbtInd']);
    const line = kinds(records, 'line').find((one) => one.kind === 'line' && one.detail === 1);
    expect(line).toMatchObject({ direction: 'debit', part: true });
    for (const name of ['endToEndId', 'batch']) expect(line).not.toHaveProperty(name);
  });

  test('a bank’s reasons are kept up to twenty', async () => {
    const more = '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>'.repeat(500);
    const records = await recordsOf(
      change(part, '<StsRsnInf><Rsn><Cd>AC01</Cd>', `${more}<StsRsnInf><Rsn><Cd>AC01</Cd>`),
    );
    const rejected = records.find((one) => one.kind === 'payment-status' && one.endToEndId === 'E-4');
    expect(rejected?.kind === 'payment-status' && rejected.reasons).toHaveLength(20);
  });

  test('a batch with a detail missing', async () => {
    const records = await recordsOf(change(batch, /<b:TxDtls>[^]*?<\/b:TxDtls>/, ''));
    expect(problems(records)).toEqual(['details-differ Ntry/NtryDtls']);
    expect(kinds(records, 'line')).toHaveLength(3);
  });
});

describe('what differs between banks makes no difference', () => {
  const plain = async (text: string): Promise<BankRecord[]> =>
    (await recordsOf(text)).map((record) => ({
      ...record,
      namespace: '',
      line: 1,
    }));

  test.each<[string, string]>([
    ['another version', change(day, /camt\.053\.001\.08/g, 'camt.053.001.03')],
    ['a namespace of its own', change(day, /urn:iso[^"]*/, 'http://bank.example/statement')],
    ['the namespace of another message', change(day, /camt\.053\.001\.08/, 'camt.054.001.08')],
    ['no namespace', change(day, / xmlns="[^"]*"/, '')],
    ['prefixes', change(change(day, / xmlns=/, ' xmlns:ns2='), /<(\/?)([A-Z])/g, '<$1ns2:$2')],
    [
      'elements we do not know',
      change(day, /<(Ntry|TxDtls|Stmt)>/g, '<$1><Xtra><Amt Ccy="XXX">9</Amt></Xtra>'),
    ],
    ['another order within entries', change(day, /(<Amt [^\n]*)\n(\s*)(<CdtDbtInd>[^\n]*)\n/g, '$3\n$2$1\n')],
    [
      'details before the entry itself',
      entries.reduce(
        (text, entry) =>
          text.replace(entry, entry.replace(/(<Ntry>)([^]*?)(<NtryDtls>[^]*?<\/NtryDtls>)/, '$1$3$2')),
        day,
      ),
    ],
    ['one line', change(day, /\n\s*/g, '')],
    ['Windows line ends', change(day, /\n/g, '\r\n')],
    ['a byte order mark', `\uFEFF${day}`],
    ['character data sections', change(day, '手续费冲正', '<![CDATA[手续费]]>冲正')],
    ['comments within text', change(day, '>BK0001<', '>BK<!-- 1 -->0001<')],
    ['character references', change(day, '手续费冲正', '&#25163;&#x7EED;费冲正')],
  ])('%s', async (_, text) => {
    expect(await plain(text)).toEqual(await plain(day));
  });
});

describe('what a bank says twice is read twice', () => {
  test('a duplicated entry shows in its reference, and in the balance', async () => {
    const records = await recordsOf(change(day, firstEntry, firstEntry + firstEntry));
    const references = kinds(records, 'line').map((line) => line.kind === 'line' && line.bankReference);
    expect(references.slice(0, 2)).toEqual(['BK0001', 'BK0001']);
    expect(problems(records)).toEqual(['balance-differs Stmt/Bal']);
    expect(kinds(records, 'statement-end')[0]).toMatchObject({ balanced: false });
  });

  test('an entry left out shows in the balance', async () => {
    const records = await recordsOf(change(day, firstEntry, ''));
    expect(problems(records)).toEqual(['balance-differs Stmt/Bal']);
  });

  test('several statements in one message keep their lines apart', async () => {
    const [statement = ''] = /<Stmt>[^]*<\/Stmt>/.exec(day) ?? [];
    const second = statement.replace('ST-2008-0017', 'ST-2008-0018');
    const records = await recordsOf(change(day, statement, statement + second));
    expect(
      kinds(records, 'statement-end').map((end) => end.kind === 'statement-end' && end.statementId),
    ).toEqual(['ST-2008-0017', 'ST-2008-0018']);
    const ofSecond = kinds(records, 'line').filter(
      (line) => line.kind === 'line' && line.statementId === 'ST-2008-0018',
    );
    expect(ofSecond.map((line) => line.kind === 'line' && line.entry)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('what is no message, or not all of one, is refused', () => {
  const refused: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['nothing', '', 'empty'],
    ['white space', ' \n ', 'empty'],
    ['a text', 'hello', 'not-xml'],
    ['JSON', '{"a": 1}', 'not-xml'],
    ['a zip file', Uint8Array.of(0x50, 0x4b, 3, 4, 0xff, 0xfe, 0, 0), 'not-xml'],
    ['cut off within an entry', day.slice(0, 2_500), 'truncated'],
    ['cut off before its last tag', day.trimEnd().slice(0, -'</Document>'.length), 'truncated'],
    [
      'cut off within a character',
      Buffer.from(day).subarray(0, Buffer.byteLength(day.slice(0, day.indexOf('账'))) + 1),
      'truncated',
    ],
    ['tags that do not match', change(day, '</Stmt>', '</Smt>'), 'not-xml'],
    ['something after it', `${day}<Document/>`, 'not-xml'],
    ['another root', '<Report><BkToCstmrStmt/></Report>', 'unknown-message'],
    ['another message', change(day, /BkToCstmrStmt/g, 'BkToCstmrAcctRpt'), 'unknown-message'],
    ['a document with nothing in it', '<Document/>', 'unknown-message'],
    ['what we send', '<Document><CstmrCdtTrfInitn/></Document>', 'unknown-message'],
    ['no header', change(day, /<GrpHdr>[^]*?<\/GrpHdr>/, ''), 'missing-identification'],
    ['no message id', change(returns, /<MsgId>[^<]*<\/MsgId>/, ''), 'missing-identification'],
    [
      'a message id that is too long',
      change(returns, /<MsgId>[^<]*</, `<MsgId>${'9'.repeat(36)}<`),
      'missing-identification',
    ],
    ['no account', change(day, /<Acct>[^]*?<\/Acct>/, ''), 'missing-identification'],
    ['no statement id', change(day, /<Id>ST-2008-0017<\/Id>/, ''), 'missing-identification'],
    ['a DOCTYPE', change(day, '<Document', '<!DOCTYPE Document>\n<Document'), 'doctype'],
    [
      'an entity of its own',
      change(
        change(day, '<Document', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document'),
        '手续费冲正',
        '&x;',
      ),
      'doctype',
    ],
    [
      'a thousand laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${day}`.replace(
        '<?xml version="1.0" encoding="UTF-8"?>',
        '',
      ),
      'doctype',
    ],
    ['an entity nobody defined', change(day, '手续费冲正', '&x;'), 'not-xml'],
    ['a control character', change(day, '手续费冲正', '\u0000'), 'not-xml'],
    ['a reference to a control character', change(day, '手续费冲正', '&#0;'), 'not-xml'],
    [
      'a stray byte',
      Buffer.concat([Buffer.from(day.slice(0, 900)), Uint8Array.of(0xff), Buffer.from(day.slice(900))]),
      'not-utf-8',
    ],
    [
      'an overlong form',
      Buffer.concat([Buffer.from(day.slice(0, 900)), Uint8Array.of(0xc0, 0xaf), Buffer.from(day.slice(900))]),
      'not-utf-8',
    ],
    [
      'a surrogate in UTF-8',
      Buffer.concat([
        Buffer.from(day.slice(0, 900)),
        Uint8Array.of(0xed, 0xa0, 0x80),
        Buffer.from(day.slice(900)),
      ]),
      'not-utf-8',
    ],
    ['UTF-16', Buffer.from(`\uFEFF${day}`, 'utf16le'), 'not-utf-8'],
    ['another encoding', change(day, 'encoding="UTF-8"', 'encoding="GBK"'), 'not-utf-8'],
    ['a tower of elements', `<Document>${'<a>'.repeat(100_000)}`, 'unknown-message'],
    [
      'a tower within an entry',
      change(day, '<Ntry>', `<Ntry>${'<a>'.repeat(60)}${'</a>'.repeat(60)}`),
      'too-deep',
    ],
    ['a text without end', change(day, '手续费冲正', '费'.repeat(200_000)), 'too-long'],
    ['an attribute without end', change(day, 'Ccy="CNY"', `Ccy="CNY${' '.repeat(300_000)}"`), 'too-long'],
    ['a comment without end', change(day, '<Stmt>', `<Stmt><!--${'x'.repeat(300_000)}-->`), 'too-long'],
    ['a name without end', `<Document><${'N'.repeat(300_000)}`, 'too-long'],
    [
      'attributes without end',
      change(
        day,
        '<Stmt>',
        `<Stmt ${Array.from({ length: 40_000 }, (_, n) => `a${String(n)}="1"`).join(' ')}>`,
      ),
      'too-long',
    ],
    [
      'details that wait for their entry without end',
      change(day, '<Ntry>', `<Ntry><NtryDtls>${'<TxDtls/>'.repeat(1_001)}</NtryDtls>`),
      'too-many',
    ],
    ['nothing but odd parts', change(day, '<Ntry>', `${'<Ntry/>'.repeat(10_001)}<Ntry>`), 'too-many'],
    [
      'balances without end',
      change(day, '<Bal>', `${/<Bal>[^]*?<\/Bal>/.exec(day)?.[0].repeat(101) ?? ''}<Bal>`),
      'too-many',
    ],
    [
      'statements without end',
      change(
        day,
        '<Stmt>',
        `${'<Stmt><Id>S</Id><Acct><Id><IBAN>1</IBAN></Id></Acct><Bal/></Stmt>'.repeat(10_001)}<Stmt>`,
      ),
      'too-many',
    ],
  ];

  test.each(refused)('%s', async (_, content, code) => {
    await expect(recordsOf(content)).rejects.toMatchObject({ name: 'UnreadableBankMessage', code });
  });

  test('more than it may be', async () => {
    const { readBankMessage } = await import('../../functions/adapters/bank/iso20022/read-bank-message.ts');
    const reading = async (): Promise<void> => {
      for await (const record of readBankMessage([day], { bytes: 2_000 })) expect(record).toBeDefined();
    };
    await expect(reading()).rejects.toMatchObject({ code: 'too-large' });
  });

  test('says where', async () => {
    const bytes = Buffer.from(day);
    const at = bytes.indexOf('<Sts>', 3_000);
    const broken = Buffer.concat([bytes.subarray(0, at), Uint8Array.of(0xff), bytes.subarray(at)]);
    const line = bytes.subarray(0, at).toString().split('\n').length;
    await expect(recordsOf(broken)).rejects.toMatchObject({ code: 'not-utf-8', line, column: 8 });
    await expect(recordsOf(change(day, '</GrpHdr>', '</GrpHd>'))).rejects.toMatchObject({
      code: 'not-xml',
      line: 8,
    });
  });

  test('wherever a message is cut, it has no end', async () => {
    const compact = change(returns, /\n\s*/g, '');
    for (let length = 0; length < compact.length; length += 7) {
      await expect(recordsOf(compact.slice(0, length))).rejects.toMatchObject({
        name: 'UnreadableBankMessage',
      });
    }
  });
});
