import type { ChainFault } from '../../domain/audit/chain.ts';
import type { IllegalStep } from '../../domain/audit/replay.ts';

/** What is wrong with an entry in the light of the seals, or with a seal. */
interface SealingFault {
  readonly kind:
    /** A seal covers the entry, and it is not there any more. */
    | 'sealed-missing'
    /** A seal covers another in its place. */
    | 'sealed-altered'
    /** The entry says that it is sealed, and no seal covers it. */
    | 'not-in-seal'
    /** The entry is neither sealed nor listed to be. */
    | 'unlisted'
    /** The entries that the seal names do not come to its root. */
    | 'wrong-root'
    /** Nothing is anchored under the seal's number … */
    | 'no-anchor'
    /** … or something else is … */
    | 'other-anchor'
    /** … or a seal is anchored that the table does not have: it lost its last ones. */
    | 'lost-seal';
  readonly seq: number;
}

/** What is wrong at which link of whose chain; the seals are a chain too, and a seal's number its link. */
export type AuditFault = { readonly subject: string } & (ChainFault | IllegalStep | SealingFault);
