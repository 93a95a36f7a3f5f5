import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';
import type { BankChannel } from '../../functions/app/payments/ports.ts';
import { type BankSimulator, BankTimeout } from '../bank/bank-simulator.ts';

/** The bank's channel, by a direct call to the simulator. */
export function localBankChannel(bank: BankSimulator): BankChannel {
  return {
    async send(file) {
      try {
        const answer = await bank.submit(file.content(), file.format === 'csv' ? file : undefined);
        return answer.kind === 'received' ? 'acknowledged' : 'refused';
      } catch (fault) {
        if (fault instanceof BankTimeout) return 'timed-out';
        throw fault;
      }
    },
    async enquire({ messageId }) {
      const { known, content } = await bank.status({ messageId });
      if (!known) return 'has-it-not';
      // What it says of payments that did arrive comes by its own messages; what never arrived must be sent again.
      for await (const record of readBankMessage(content)) {
        if (record.kind === 'payment-status' && record.neverReceived) return 'has-part';
      }
      return 'has-it';
    },
  };
}
