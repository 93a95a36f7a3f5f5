import type { BankChannel } from '../../functions/app/payments/ports.ts';
import type { Delivery } from './import-deliveries.ts';
import { type BankSimulator, BankTimeout } from '../bank/bank-simulator.ts';

/**
 * The bank's channel, by a direct call to the simulator.
 * @param importAnswer what an enquiry is answered with is a pain.002, which says more than whether the file is known:
 *   which of its payments never arrived
 */
export function localBankChannel(
  bank: BankSimulator,
  importAnswer: (answer: Delivery) => Promise<void>,
): BankChannel {
  return {
    async send(file) {
      try {
        const answer = await bank.submit(file.content());
        return answer.kind === 'received' ? 'acknowledged' : 'refused';
      } catch (fault) {
        if (fault instanceof BankTimeout) return 'timed-out';
        throw fault;
      }
    },
    async enquire(messageId) {
      const { known, name, content } = await bank.status({ messageId });
      if (!known) return 'has-it-not';
      await importAnswer({ name, content });
      return 'has-it';
    },
  };
}
