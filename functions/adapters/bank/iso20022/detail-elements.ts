import type { Reason, StatementLine } from '../../../contracts/bank/bank-record.ts';
import type { WrittenAmount } from './iso-values.ts';
import { reasonElements } from './reason-elements.ts';
import { joinText, type RecordSink } from '../record-sink.ts';
import { amountElement, type Direction, directionElement, transactionCodeElement } from './value-elements.ts';
import type { ElementRule } from './element-rule.ts';

type References = Pick<
  StatementLine,
  'endToEndId' | 'messageId' | 'paymentInformationId' | 'instructionId' | 'transactionId' | 'bankReference'
>;

/** One transaction of an entry (`TxDtls`) as it was read. */
export interface Detail {
  /** From 1. */
  readonly ordinal: number;
  references: { -readonly [Name in keyof References]: References[Name] };
  amount: WrittenAmount | undefined;
  transactionAmount: WrittenAmount | undefined;
  instructedAmount: WrittenAmount | undefined;
  direction: Direction | undefined;
  code: string | undefined;
  text: string | undefined;
  returned: { reason?: Reason } | undefined;
  /** A reference or the direction of it could not be read, so that nothing may be told by the others. */
  misnamed: boolean;
  /** The line of the file on which it ends. */
  line: number;
}

/**
 * Rules for a transaction of an entry.
 * @param open its ordinal
 * @param where names the entry, for problems
 */
export function detailElements(
  sink: RecordSink,
  open: () => number,
  where: () => { statementId: string | undefined; entry: number; bankReference: string | undefined },
  close: (detail: Detail) => void,
): ElementRule {
  let detail: Detail;

  const reference = (name: keyof References, element: string): ElementRule => ({
    text: (text) => {
      // What banks write where the payer gave no reference.
      if (text === '' || text === 'NOTPROVIDED') return;
      const id = sink.identifier(text, `TxDtls/Refs/${element}`, { ...where(), detail: detail.ordinal });
      if (id === undefined) detail.misnamed = true;
      else detail.references[name] = id;
    },
  });
  const words: ElementRule = { text: (text) => (detail.text = joinText(detail.text, text)) };

  return {
    open: () => {
      detail = {
        ordinal: open(),
        references: {},
        amount: undefined,
        transactionAmount: undefined,
        instructedAmount: undefined,
        direction: undefined,
        code: undefined,
        text: undefined,
        returned: undefined,
        misnamed: false,
        line: 0,
      };
    },
    children: {
      Refs: {
        children: {
          MsgId: reference('messageId', 'MsgId'),
          PmtInfId: reference('paymentInformationId', 'PmtInfId'),
          InstrId: reference('instructionId', 'InstrId'),
          EndToEndId: reference('endToEndId', 'EndToEndId'),
          TxId: reference('transactionId', 'TxId'),
          AcctSvcrRef: reference('bankReference', 'AcctSvcrRef'),
        },
      },
      Amt: amountElement((amount) => (detail.amount = amount)),
      CdtDbtInd: directionElement((direction) => {
        detail.direction = direction;
        if (direction !== undefined) return;
        // The entry's direction books it, but nobody's payment is to be told by it.
        detail.misnamed = true;
        const { ordinal, references } = detail;
        sink.problem('missing-direction', 'TxDtls/CdtDbtInd', {
          ...where(),
          detail: ordinal,
          endToEndId: references.endToEndId,
        });
      }),
      AmtDtls: {
        children: {
          TxAmt: { children: { Amt: amountElement((amount) => (detail.transactionAmount = amount)) } },
          InstdAmt: { children: { Amt: amountElement((amount) => (detail.instructedAmount = amount)) } },
        },
      },
      BkTxCd: transactionCodeElement(() => detail),
      RmtInf: { children: { Ustrd: words } },
      AddtlTxInf: words,
      RtrInf: returnElements(
        () => (detail.returned = {}),
        (reason) => (detail.returned = { reason }),
      ),
    },
    close: () => {
      detail.line = sink.place.line;
      close(detail);
    },
  };
}

/** A return is one even where the bank gives no reason. */
function returnElements(onReturn: () => void, onReason: (reason: Reason) => void): ElementRule {
  const reason = reasonElements(onReason);
  return {
    ...reason,
    open: (attributes, name) => {
      onReturn();
      reason.open?.(attributes, name);
    },
  };
}
