import { UnreadableBankMessage } from '../../../contracts/bank/unreadable-bank-message.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import type { PaymentFileRecord } from '../payment-file-record.ts';
import { readAmount, readDate, readWhole, type WrittenAmount } from './iso-values.ts';
import { amountElement } from './value-elements.ts';
import type { ElementRule } from './element-rule.ts';
import { type Place, readElements, type XmlLimits } from './xml-stream.ts';

interface Instruction {
  paymentInformationId: string | undefined;
  debtorAccount: string | undefined;
  executionDate: CalendarDate | undefined;
}

interface Payment {
  endToEndId: string | undefined;
  amount: WrittenAmount | undefined;
  account: string | undefined;
  bankId: string | undefined;
  name: string | undefined;
  remittance: string | undefined;
}

/**
 * Reads a pain.001 of any version as a stream, as a bank does: strictly, since paying half a file is worse than
 * refusing it.
 *
 * @param options.names whether payees' names and what they read on their statements are read, too
 * @throws UnreadableBankMessage from the iterator, also for one payment that says too little
 */
export async function* readPain001(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  { names = false, ...limits }: Partial<XmlLimits> & { readonly names?: boolean } = {},
): AsyncGenerator<PaymentFileRecord> {
  let records: PaymentFileRecord[] = [];
  let place: () => Place = () => ({ line: 1, column: 0 });
  const rulesFor = (whereabouts: () => Place): ElementRule => {
    place = whereabouts;
    return documentElements(place, names, (record) => records.push(record));
  };
  for await (const _ of readElements(chunks, rulesFor, limits)) {
    const read = records;
    records = [];
    for (const record of read) yield record;
  }
}

function documentElements(
  place: () => Place,
  names: boolean,
  emit: (record: PaymentFileRecord) => void,
): ElementRule {
  let file: { messageId?: string; count?: number | undefined; sum?: WrittenAmount };
  let instruction: Instruction;
  let payment: Payment;
  let said = false;

  const missing = (): never => {
    throw new UnreadableBankMessage('missing-identification', place().line, place().column);
  };
  const required = <T>(value: T | undefined): T => (value === undefined ? missing() : value);
  const identifier = (text: string): string => (text !== '' && text.length <= 35 ? text : missing());
  const date: ElementRule = { text: (text) => (instruction.executionDate = readDate(text)) };
  const accountId = (set: (account: string) => void): ElementRule => {
    const id: ElementRule = { text: (text) => set(identifier(text)) };
    return { children: { Id: { children: { IBAN: id, Othr: { children: { Id: id } } } } } };
  };
  const bank: ElementRule = { text: (text) => (payment.bankId = text) };

  const sayFile = (): void => {
    // A control sum is optional, and one that cannot be read is as good as a wrong one: the count stands alone.
    const total = file.sum === undefined ? undefined : readAmount(file.sum);
    emit({
      kind: 'file',
      messageId: required(file.messageId),
      count: required(file.count),
      totalFen: typeof total === 'string' ? missing() : total,
    });
    said = true;
  };
  const sayPayment = (): void => {
    const amount = readAmount(payment.amount);
    emit({
      kind: 'payment',
      endToEndId: required(payment.endToEndId),
      amountFen: typeof amount === 'string' ? missing() : amount,
      account: required(payment.account),
      bankId: payment.bankId,
      name: payment.name,
      remittance: payment.remittance,
      paymentInformationId: required(instruction.paymentInformationId),
      debtorAccount: required(instruction.debtorAccount),
      executionDate: required(instruction.executionDate),
    });
  };

  const transfer: ElementRule = {
    open: () =>
      (payment = {
        endToEndId: undefined,
        amount: undefined,
        account: undefined,
        bankId: undefined,
        name: undefined,
        remittance: undefined,
      }),
    children: {
      PmtId: { children: { EndToEndId: { text: (text) => (payment.endToEndId = identifier(text)) } } },
      Amt: { children: { InstdAmt: amountElement((amount) => (payment.amount = amount)) } },
      CdtrAgt: {
        children: {
          FinInstnId: {
            children: { BICFI: bank, BIC: bank, ClrSysMmbId: { children: { MmbId: bank } } },
          },
        },
      },
      CdtrAcct: accountId((account) => (payment.account = account)),
      ...(names && {
        Cdtr: { children: { Nm: { text: (text: string) => (payment.name = text) } } },
        RmtInf: { children: { Ustrd: { text: (text: string) => (payment.remittance = text) } } },
      }),
    },
    close: sayPayment,
  };
  const initiation: ElementRule = {
    children: {
      GrpHdr: {
        open: () => (file = {}),
        children: {
          MsgId: { text: (text) => (file.messageId = identifier(text)) },
          NbOfTxs: { text: (text) => (file.count = readWhole(text)) },
          // A control sum has no currency of its own.
          CtrlSum: { text: (text) => (file.sum = { text, currency: undefined }) },
        },
        close: sayFile,
      },
      PmtInf: {
        open: () => {
          if (!said) missing();
          instruction = {
            paymentInformationId: undefined,
            debtorAccount: undefined,
            executionDate: undefined,
          };
        },
        children: {
          PmtInfId: { text: (text) => (instruction.paymentInformationId = identifier(text)) },
          // A bare date up to version .07, a choice since.
          ReqdExctnDt: {
            text: (text) => (instruction.executionDate ??= readDate(text)),
            children: { Dt: date, DtTm: date },
          },
          DbtrAcct: accountId((account) => (instruction.debtorAccount = account)),
          CdtTrfTxInf: transfer,
        },
      },
    },
    close: () => {
      if (!said) missing();
    },
  };
  return {
    strict: true,
    children: { Document: { strict: true, children: { CstmrCdtTrfInitn: initiation } } },
  };
}
