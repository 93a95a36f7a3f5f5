import { describe, expect, test } from '@jest/globals';
import { isFinal, type Lifecycle } from '../../functions/domain/lifecycle/lifecycle.ts';
import {
  isWithPayee,
  paymentLifecycle,
  paymentStates,
} from '../../functions/domain/payments/payment-lifecycle.ts';
import {
  isOpen,
  isWithBank,
  runLifecycle,
  runStates,
} from '../../functions/domain/payments/run-lifecycle.ts';
import { exceptionLifecycle } from '../../functions/domain/reconciliation/exception-lifecycle.ts';

// As lifecycles.md has them, in words of code; a pair that is not here is refused.
const run = `
building: built prepared; fault building; cancel cancelled
prepared: release released; send-back building; payee-changed building; stale building; cancel cancelled
released: filed filed; payee-changed building; cancel cancelled
filed: ack sent; timeout unknown; cancel cancelled
unknown: bank-has-it sent; bank-has-it-not filed; silence unknown
sent: result settling; group-rejected rejected
settling: all-matched reconciled
reconciled: late-return settling; window-ended closed
rejected:
cancelled:
closed:`;

const payment = `
planned: hold held; release released; entitlement-cancelled cancelled
held: clear planned; entitlement-cancelled cancelled
released: run-voided planned; send sent; timeout unknown
sent: accept accepted; settle settled; reject rejected; amount-differs disputed; silence unknown
unknown: bank-has-it sent; bank-has-it-not released; settle settled; reject rejected
accepted: settle settled; reject rejected; amount-differs disputed; silence unknown
settled: return returned; window-ended closed
disputed: corrected settled; return returned
returned: reissue-released replaced; entitlement-cancelled cancelled
rejected: reissue-released replaced; entitlement-cancelled cancelled
replaced:
closed:
cancelled:`;

const exception = `
open: take investigating; bank-corrects resolved
investigating: ask waiting; propose proposed
waiting: answer investigating; overdue investigating
proposed: approve resolved; refuse investigating
resolved:`;

function written(text: string): Record<string, Record<string, string[]>> {
  const states = text
    .trim()
    .split('\n')
    .map((line) => line.split(':') as [string, string]);
  return Object.fromEntries(
    states.map(([state, events]) => [
      state,
      Object.fromEntries(
        events
          .split(';')
          .filter((pair) => pair.trim() !== '')
          .map((pair) => {
            const [event, to] = pair.trim().split(' ');
            return [event!, [to!]];
          }),
      ),
    ]),
  );
}

describe.each([
  ['payment run', runLifecycle as Lifecycle<string, string>, run],
  ['payment', paymentLifecycle as Lifecycle<string, string>, payment],
  ['exception', exceptionLifecycle as Lifecycle<string, string>, exception],
])('the lifecycle of a %s', (_, lifecycle, text) => {
  test('is the declared one', () => {
    expect(lifecycle).toEqual(written(text));
  });

  test('leads only to states that it has, from each of which it ends or goes on', () => {
    const targets = Object.values(lifecycle).flatMap((events) => Object.values(events).flat());
    expect(Object.keys(lifecycle)).toEqual(expect.arrayContaining(targets));
    const ends = Object.keys(lifecycle).filter((state) => isFinal(lifecycle, state));
    expect(ends.length).toBeGreaterThan(0);
  });
});

test('a run holds its payments for itself until it is sent, and is with the bank from when it is filed', () => {
  expect(runStates.filter(isOpen)).toEqual(['building', 'prepared', 'released', 'filed', 'unknown']);
  expect(runStates.filter(isWithBank)).toEqual(['filed', 'unknown', 'sent', 'settling', 'reconciled']);
});

test('a payment is with its payee once it has settled, and for good when it is closed', () => {
  expect(paymentStates.filter(isWithPayee)).toEqual(['settled', 'closed']);
});
