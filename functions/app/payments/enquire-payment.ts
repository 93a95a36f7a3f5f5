import type { Actor } from '../../domain/audit/actor.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { createEnquireRun, type EnquiredFile } from './enquire-run.ts';
import { holderOf, parsePayable } from './payables.ts';
import { createReadPayment } from './read-payment.ts';
import { fileOfPlace } from './run-files.ts';
import { readRunHead } from './run-head.ts';
import { payableKey } from './run-keys.ts';
import type { SendFilesDeps } from './steps/send-files.ts';

export interface EnquiredPayment {
  readonly paymentId: string;
  /** After the enquiry: only the bank's own word moves a payment. */
  readonly state: PaymentState;
  /** What the bank said of the file that the payment stands in; absent while the file's sending itself is in doubt. */
  readonly answer?: EnquiredFile['answer'];
}

export type EnquirePaymentError =
  | { readonly kind: 'not-found' }
  /** The bank is asked after what it has, or may have, and has said nothing final of. */
  | { readonly kind: 'wrong-state'; readonly state: PaymentState };

/** Asks the bank after one payment, by the file that it went out with: under the ids it has, whatever the answer. */
export function createEnquirePayment(deps: SendFilesDeps) {
  const { table } = deps;
  const read = createReadPayment(deps);
  const enquireRun = createEnquireRun(deps);

  return async ({
    paymentId,
    actor,
  }: {
    readonly paymentId: string;
    readonly actor: Actor;
  }): Promise<Result<EnquiredPayment, EnquirePaymentError>> => {
    const item = await table.get(payableKey(paymentId));
    const before = item && (await read(paymentId));
    if (!before) return err({ kind: 'not-found' });
    const wrongState = err({ kind: 'wrong-state', state: before.state } as const);
    const holder = holderOf(parsePayable(item));
    const head = holder && (await readRunHead(table, holder.runId));
    if (!head || !mayBeAskedAfter.has(before.state)) return wrongState;
    const file = fileOfPlace(head, holder)?.file;
    if (file === undefined) return wrongState;
    const asked = await enquireRun({ runId: head.runId, actor, file });
    if (!asked.ok) return wrongState;
    const after = await read(paymentId);
    const [one] = asked.value.files;
    return ok({
      paymentId,
      state: after?.state ?? before.state,
      ...(one === undefined ? {} : { answer: one.answer }),
    });
  };
}

const mayBeAskedAfter: ReadonlySet<PaymentState> = new Set(['sent', 'unknown']);
