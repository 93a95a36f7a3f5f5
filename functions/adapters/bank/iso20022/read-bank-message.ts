import type { BankMessageKind, BankRecord } from '../../../contracts/bank/bank-record.ts';
import { UnreadableBankMessage } from '../../../contracts/bank/unreadable-bank-message.ts';
import { camtElements } from './camt-elements.ts';
import { readInstant } from './iso-values.ts';
import { pain002Elements } from './pain002-elements.ts';
import { RecordSink } from '../record-sink.ts';
import type { Attributes, ElementRule } from './element-rule.ts';
import { type Place, readElements, type XmlLimits } from './xml-stream.ts';

/**
 * Reads what a bank sends, pain.002, camt.053 or camt.054 of any version from .02 on, record by record. The kind
 * is told by the element inside `Document`, whatever its namespace or prefix; unknown elements are skipped.
 * An odd entry becomes a `problem` record and the rest goes on.
 *
 * Read to its `message-end` before anything is posted: only then was the message whole (design.md, decision 12).
 *
 * @throws UnreadableBankMessage from the iterator when it is no such message or not a whole one
 */
export async function* readBankMessage(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  limits: Partial<XmlLimits> = {},
): AsyncGenerator<BankRecord> {
  let place: () => Place = () => ({ line: 1, column: 0 });
  const sink = new RecordSink(() => place());
  const body = { read: false };
  const rulesFor = (whereabouts: () => Place): ElementRule => {
    place = whereabouts;
    return documentElements(sink, () => (body.read = true));
  };
  for await (const _ of readElements(chunks, rulesFor, limits)) {
    for (const record of sink.take()) yield record;
  }
  if (!body.read) throw new UnreadableBankMessage('unknown-message', place().line, place().column);
  sink.end();
  for (const record of sink.take()) yield record;
}

function documentElements(sink: RecordSink, onMessage: () => void): ElementRule {
  let namespace: string | undefined;
  let messageId: string | undefined;
  let createdAt: string | undefined;
  let said = false;

  const missing = (): never => sink.refuse('missing-identification');
  const headerOf = (message: BankMessageKind): ElementRule => ({
    children: {
      MsgId: { text: (text) => (messageId = text.length >= 1 && text.length <= 35 ? text : undefined) },
      CreDtTm: { text: (text) => (createdAt = readInstant(text) ?? 'bad') },
    },
    close: () => {
      if (messageId === undefined) return missing();
      said = true;
      const bad = createdAt === 'bad';
      sink.emit({ kind: 'message', message, namespace, messageId, createdAt: bad ? undefined : createdAt });
      if (bad) sink.problem('bad-date', 'GrpHdr/CreDtTm');
    },
  });
  // The header comes first, and a message without one cannot be told from another.
  const whole = (rule: ElementRule): ElementRule => ({
    ...rule,
    close: () => {
      if (!said) missing();
      onMessage();
    },
  });
  const pain002 = whole(pain002Elements(sink, headerOf('pain.002')));
  const statement = whole(camtElements(sink, 'camt.053', headerOf('camt.053'), () => said));
  const notification = whole(camtElements(sink, 'camt.054', headerOf('camt.054'), () => said));

  return {
    strict: true,
    children: {
      Document: {
        strict: true,
        open: (attributes, name) => (namespace = namespaceOf(attributes, name)),
        children: {
          CstmrPmtStsRpt: pain002,
          // The element's name in version .02.
          'pain.002.001.02': pain002,
          BkToCstmrStmt: statement,
          BkToCstmrDbtCdtNtfctn: notification,
        },
      },
    },
  };
}

function namespaceOf(attributes: Attributes, name: string): string | undefined {
  const colon = name.indexOf(':');
  return attributes[colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`];
}
