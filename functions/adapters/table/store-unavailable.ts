/**
 * The store could not do what was asked, for now: disk full, database closed, service throttling or unreachable.
 * Nothing is known to have happened; the same request may be made again.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
