import type { Transfer } from '../../domain/ledger/transfer.ts';
import { type NamedVoucher, type VoucherNumber, voucherNumberOf } from '../../domain/ledger/voucher.ts';
import { listedItems } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { transferList, transferShards } from './posting-actions.ts';
import { parseTransfer } from './trial-balance.ts';

export interface VouchedTransfer extends Transfer {
  readonly voucher: VoucherNumber;
}

/** A transfer with the number of its voucher. */
export function vouched(transfer: Transfer): VouchedTransfer {
  return { ...transfer, voucher: voucherNumberOf(transfer) };
}

/**
 * The transfers of a voucher, budget's book first; undefined when there is none. Its number names the day, so this
 * costs that day's entries, however many the ledger has.
 */
export function createFindVoucher({ table }: { readonly table: Table }) {
  return async ({ number, date }: NamedVoucher): Promise<readonly VouchedTransfer[] | undefined> => {
    const ofDay = { from: `${date}#`, to: `${date}$` };
    const lists = Array.from({ length: transferShards }, async (_, shard) => {
      const found: VouchedTransfer[] = [];
      const list = { pk: transferList(shard), sk: ofDay, limit: 100 };
      for await (const item of listedItems(table, 'gsi3', list)) {
        const transfer = vouched(parseTransfer(item));
        if (transfer.voucher === number) found.push(transfer);
      }
      return found;
    });
    const transfers = (await Promise.all(lists)).flat();
    if (transfers.length === 0) return undefined;
    return transfers.sort((one, other) => (one.id < other.id ? -1 : 1));
  };
}
