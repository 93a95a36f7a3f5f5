import type { FileTerms } from '../../contracts/bank/bank-profile.ts';
import type { SealItem } from '../../contracts/store/payment-run.ts';
import { addFen, type Fen } from '../../domain/money/fen.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';

/** Where a payment stands in its run. */
interface Place {
  readonly chunk: number;
  readonly position: number;
}

/** The payments of one file: those of the run from one place to another, both included. */
export interface FileCut {
  readonly first: Place;
  readonly last: Place;
  readonly count: number;
  readonly totalFen: Fen;
}

export type CutError =
  /** One payment alone is more than the bank takes in a file. */
  { readonly kind: 'payment-over-limit' } | { readonly kind: 'too-many-files' };

/** Every file stands in the run's head, an item of at most 400 KB. */
const mostFiles = 1_000;

/**
 * Cuts a run's payments, in their order, into files that are as large as the bank takes and never larger, in number
 * or in value. A chunk may begin in one file and end in the next.
 * @param paymentsOf a chunk's payments in their order; asked only where a file ends within one
 */
export async function cutFiles(
  seals: readonly Pick<SealItem, 'size' | 'count' | 'totalFen'>[],
  { mostPayments, mostFen: limitFen }: Pick<FileTerms, 'mostPayments' | 'mostFen'>,
  paymentsOf: (chunk: number) => Promise<readonly { readonly position: number; readonly amountFen: Fen }[]>,
): Promise<Result<readonly FileCut[], CutError>> {
  const mostFen = limitFen ?? Infinity;
  const files: FileCut[] = [];
  let open: FileCut | undefined;
  const fits = (count: number, amountFen: Fen): boolean =>
    (open?.count ?? 0) + count <= mostPayments && (open?.totalFen ?? 0) + amountFen <= mostFen;
  const add = (count: number, amountFen: Fen, from: Place, to: Place): void => {
    open = {
      first: open?.first ?? from,
      last: to,
      count: (open?.count ?? 0) + count,
      totalFen: open ? addFen(open.totalFen, amountFen) : amountFen,
    };
  };
  const close = (): void => {
    if (open) files.push(open);
    open = undefined;
  };

  for (const [chunk, { size, count, totalFen }] of seals.entries()) {
    if (count === 0) continue;
    if (fits(count, totalFen)) {
      add(count, totalFen, { chunk, position: 0 }, { chunk, position: size - 1 });
      continue;
    }
    for (const { position, amountFen } of await paymentsOf(chunk)) {
      if (amountFen > mostFen) return err({ kind: 'payment-over-limit' });
      if (!fits(1, amountFen)) close();
      add(1, amountFen, { chunk, position }, { chunk, position });
    }
  }
  close();
  return files.length > mostFiles ? err({ kind: 'too-many-files' }) : ok(files);
}
