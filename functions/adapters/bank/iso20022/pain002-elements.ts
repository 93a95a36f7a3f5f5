import type { Reason } from '../../../contracts/bank/bank-record.ts';
import { readAmount, type WrittenAmount } from './iso-values.ts';
import { reasonElements } from './reason-elements.ts';
import type { RecordSink } from '../record-sink.ts';
import type { ElementRule } from './element-rule.ts';

/** The bank never had the payment it was asked about (external status reason code set). */
const neverReceivedCode = 'AG09';

/** Reasons kept of one status; the first is what is acted upon. */
const mostReasons = 20;

function keep(reasons: Reason[], reason: Reason): void {
  if (reasons.length < mostReasons) reasons.push(reason);
}

interface Scope {
  id: string | undefined;
  status: string | undefined;
  reasons: Reason[];
  /** A record has said it: what stands after the scope's first transaction comes too late. */
  said: boolean;
}

interface Transaction {
  endToEndId: string | undefined;
  status: string | undefined;
  reasons: Reason[];
  bankReference: string | undefined;
  amount: WrittenAmount | undefined;
}

/** Rules for the body of pain.002 (customer payment status report) in every version from .02 on. */
export function pain002Elements(sink: RecordSink, header: ElementRule): ElementRule {
  const group: Scope = { id: undefined, status: undefined, reasons: [], said: false };
  let payments: Scope = { id: undefined, status: undefined, reasons: [], said: true };
  let transaction: Transaction;

  const statusInto = (scope: () => { status: string | undefined }, at: string): ElementRule => ({
    text: (text) => {
      if (text.length >= 1 && text.length <= 4) scope().status = text;
      else sink.problem('unknown-status', at);
    },
  });

  const sayPayments = (): void => {
    if (payments.said) return;
    payments.said = true;
    sink.emit({
      kind: 'payment-information-status',
      originalMessageId: group.id,
      paymentInformationId: payments.id,
      status: payments.status,
      reasons: payments.reasons,
    });
  };

  const sayTransaction = (): void => {
    const { endToEndId, bankReference } = transaction;
    if (endToEndId === undefined) {
      sink.problem('missing-end-to-end-id', 'TxInfAndSts/OrgnlEndToEndId', { bankReference });
      return;
    }
    // A transaction without a status has its scope's, and its reasons; PART is none, it says that they differ.
    const scope = [transaction, payments, group].find(
      ({ status }) => status !== undefined && status !== 'PART',
    );
    const status = scope?.status;
    const reasons = transaction.reasons.length > 0 ? transaction.reasons : (scope?.reasons ?? []);
    if (status === undefined) {
      sink.problem('missing-status', 'TxInfAndSts/TxSts', { endToEndId, bankReference });
      return;
    }
    const amount = transaction.amount === undefined ? undefined : readAmount(transaction.amount);
    if (typeof amount === 'string') {
      sink.problem(amount, 'TxInfAndSts/OrgnlTxRef/Amt', { endToEndId, bankReference });
    }
    sink.emit({
      kind: 'payment-status',
      originalMessageId: group.id,
      paymentInformationId: payments.id,
      endToEndId,
      status,
      reasons,
      neverReceived: status === 'RJCT' && reasons.some(({ code }) => code === neverReceivedCode),
      bankReference,
      amountFen: typeof amount === 'string' ? undefined : amount,
      line: sink.place.line,
    });
  };

  const originalAmount: ElementRule = {
    text: (text, attributes) => (transaction.amount = { text, currency: attributes.Ccy }),
  };
  const transactionRule: ElementRule = {
    open: () => {
      sayPayments();
      transaction = {
        endToEndId: undefined,
        status: undefined,
        reasons: [],
        bankReference: undefined,
        amount: undefined,
      };
    },
    children: {
      OrgnlEndToEndId: {
        text: (text) => (transaction.endToEndId = sink.identifier(text, 'TxInfAndSts/OrgnlEndToEndId')),
      },
      OrgnlPmtInfId: { text: (text) => (payments.id = sink.identifier(text, 'TxInfAndSts/OrgnlPmtInfId')) },
      TxSts: statusInto(() => transaction, 'TxInfAndSts/TxSts'),
      StsRsnInf: reasonElements((reason) => keep(transaction.reasons, reason)),
      AcctSvcrRef: {
        text: (text) => (transaction.bankReference = sink.identifier(text, 'TxInfAndSts/AcctSvcrRef')),
      },
      OrgnlTxRef: { children: { Amt: { children: { InstdAmt: originalAmount } } } },
    },
    close: sayTransaction,
  };

  return {
    children: {
      GrpHdr: header,
      OrgnlGrpInfAndSts: {
        children: {
          OrgnlMsgId: { text: (text) => (group.id = sink.identifier(text, 'OrgnlGrpInfAndSts/OrgnlMsgId')) },
          GrpSts: statusInto(() => group, 'OrgnlGrpInfAndSts/GrpSts'),
          StsRsnInf: reasonElements((reason) => keep(group.reasons, reason)),
        },
        close: () =>
          sink.emit({
            kind: 'group-status',
            originalMessageId: group.id,
            status: group.status,
            reasons: group.reasons,
          }),
      },
      OrgnlPmtInfAndSts: {
        open: () => (payments = { id: undefined, status: undefined, reasons: [], said: false }),
        children: {
          OrgnlPmtInfId: {
            text: (text) => (payments.id = sink.identifier(text, 'OrgnlPmtInfAndSts/OrgnlPmtInfId')),
          },
          PmtInfSts: statusInto(() => payments, 'OrgnlPmtInfAndSts/PmtInfSts'),
          StsRsnInf: reasonElements((reason) => keep(payments.reasons, reason)),
          TxInfAndSts: transactionRule,
        },
        close: sayPayments,
      },
      // In version .02 transactions stand beside the group.
      TxInfAndSts: transactionRule,
    },
  };
}
