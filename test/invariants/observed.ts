import { parseAwardHead, type AwardHead } from '../../functions/app/awards/award-head.ts';
import { type ClaimHead, parseClaimHead } from '../../functions/app/claims/claim-head.ts';
import { parseTransfer } from '../../functions/app/ledger/trial-balance.ts';
import { parseInstruction } from '../../functions/app/payments/instructions.ts';
import { parsePayable, type Payable } from '../../functions/app/payments/payables.ts';
import { parseRunHead, type RunHead } from '../../functions/app/payments/run-head.ts';
import { type ExceptionHead, parseException } from '../../functions/app/reconciliation/exceptions.ts';
import { parseReceivable, type ReceivableHead } from '../../functions/app/receivables/receivable-head.ts';
import type { Item } from '../../functions/app/store/ports.ts';
import type { StatementLine } from '../../functions/contracts/bank/bank-record.ts';
import { auditEntrySchema } from '../../functions/contracts/store/audit-entry.ts';
import {
  chunkItemSchema,
  chunkStateItemSchema,
  type InstructionHead,
  sealItemSchema,
} from '../../functions/contracts/store/payment-run.ts';
import type { AuditEntry } from '../../functions/domain/audit/chain.ts';
import type { Transfer } from '../../functions/domain/ledger/transfer.ts';
import type { Fen } from '../../functions/domain/money/fen.ts';
import type { DecisionRecord } from '../../functions/domain/policy/decision-record.ts';

/** A payment as a file orders it. */
export interface Order {
  readonly endToEndId: string;
  readonly amountFen: Fen;
}

/** A file that was handed to the bank's channel, whether it arrived or not. */
export interface HandedOver {
  readonly messageId: string;
  readonly sha256: string;
  readonly orders: readonly Order[];
  /** Message ids that the bank had when this one was handed over. */
  readonly bankHad: ReadonlySet<string>;
}

/** What the bank itself knows, which no message of ours can change. */
export interface BankTruth {
  /** Every file handed over, in order, repeated ones included. */
  readonly handedOver: readonly HandedOver[];
  /** Message ids of the files it has. */
  readonly files: ReadonlySet<string>;
  /** What became of each payment it ever heard of. `times`: how often it was debited. */
  readonly payments: ReadonlyMap<
    string,
    { readonly fen: number; readonly status: string; readonly times: number }
  >;
  /** Booked lines of the messages that were imported so far; unknown in the middle of an import. */
  readonly imported?: readonly StatementLine[];
}

/** A decision record that something rests on, and what deciding it anew from its own facts came to. */
export interface RecordedDecision {
  readonly name: string;
  readonly hash: string;
  readonly record: DecisionRecord;
  readonly recomputedHash: string;
}

/** Something the system said it had done. */
export interface Acknowledged {
  readonly what: string;
  /** The subject's partition, and the version its chain had reached. */
  readonly pk: string;
  readonly version: number;
}

/** All that the invariants look at. What a test does not have is left out, and the rest is checked all the same. */
export interface Observation {
  /** Everything in the store. */
  readonly items: readonly Item[];
  /** What was in the store when it was last looked at, and all was well; what has not changed is the same object. */
  readonly before?: readonly Item[];
  readonly bank?: BankTruth;
  /** The banks' files as they are kept, by key. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** What the rules give, by payment id. */
  readonly entitlements?: ReadonlyMap<string, Fen>;
  readonly decisions?: readonly RecordedDecision[];
  readonly acknowledged?: readonly Acknowledged[];
}

export interface ChunkSeen {
  readonly runId: string;
  readonly attempt: number;
  readonly chunk: number;
  readonly payments: ReturnType<typeof chunkItemSchema.parse> | undefined;
  readonly seal: ReturnType<typeof sealItemSchema.parse> | undefined;
  readonly state: ReturnType<typeof chunkStateItemSchema.parse> | undefined;
}

/** The same, sorted by what it is. */
export interface Observed extends Observation {
  /** What was not there, or not so, at the last look. */
  readonly fresh: readonly Item[];
  /** Heads of all subjects that have an audit chain, by partition. */
  readonly heads: ReadonlyMap<string, Item>;
  /** Audit chains, oldest entry first, by partition. */
  readonly chains: ReadonlyMap<string, readonly AuditEntry[]>;
  readonly transfers: readonly Transfer[];
  readonly balances: readonly Item[];
  /** What each programme of a year paid, by street. */
  readonly streetPayouts: readonly Item[];
  readonly claims: ReadonlyMap<string, ClaimHead>;
  readonly awards: ReadonlyMap<string, AwardHead>;
  readonly runs: ReadonlyMap<string, RunHead>;
  readonly payables: ReadonlyMap<string, Payable>;
  /** Instructions with a head of their own, by instruction id. */
  readonly instructions: ReadonlyMap<string, InstructionHead>;
  readonly exceptions: ReadonlyMap<string, ExceptionHead>;
  readonly receivables: ReadonlyMap<string, ReceivableHead>;
  /** By `chunkName`. */
  readonly chunks: ReadonlyMap<string, ChunkSeen>;
  /** Totals of a run's attempt, by `RUN#…` and sort key. */
  readonly totals: ReadonlyMap<string, Item>;
}

/** Parses an item once, however often it is looked at. */
function once<T>(parse: (item: Item) => T): (item: Item) => T {
  const known = new WeakMap<Item, { readonly value: T }>();
  return (item) => {
    const before = known.get(item) ?? { value: parse(item) };
    known.set(item, before);
    return before.value;
  };
}

const parsers = {
  entry: once((item) => auditEntrySchema.parse(item)),
  transfer: once(parseTransfer),
  payable: once(parsePayable),
  claim: once(parseClaimHead),
  award: once(parseAwardHead),
  run: once(parseRunHead),
  instruction: once(parseInstruction),
  exception: once(parseException),
  receivable: once(parseReceivable),
  chunk: once((item) => chunkItemSchema.parse(item)),
  seal: once((item) => sealItemSchema.parse(item)),
  state: once((item) => chunkStateItemSchema.parse(item)),
};

export function chunkName(runId: string, attempt: number, chunk: number): string {
  return `${runId}/${String(attempt)}/${String(chunk)}`;
}

export function observe(observation: Observation): Observed {
  const heads = new Map<string, Item>();
  const chains = new Map<string, AuditEntry[]>();
  const transfers: Transfer[] = [];
  const balances: Item[] = [];
  const streetPayouts: Item[] = [];
  const payables = new Map<string, Payable>();
  const chunkItems = new Map<string, Map<string, Item>>();
  const totals = new Map<string, Item>();
  const ofKind = new Map<string, Map<string, Item>>();

  for (const item of observation.items) {
    const { pk, sk } = item;
    const [kind = '', id = ''] = pk.split('#');
    if (sk === 'HEAD' && item.auditHash !== undefined) {
      heads.set(pk, item);
      const known = ofKind.get(kind) ?? new Map<string, Item>();
      ofKind.set(kind, known.set(pk.slice(kind.length + 1), item));
    } else if (sk.startsWith('AUDIT#')) {
      const chain = chains.get(pk) ?? [];
      chain.push(parsers.entry(item));
      chains.set(pk, chain);
    } else if (kind === 'TRANSFER') transfers.push(parsers.transfer(item));
    else if (kind === 'BALANCE') balances.push(item);
    else if (kind === 'STREET-PAYOUT') streetPayouts.push(item);
    else if (kind === 'PAYABLE') payables.set(sk, parsers.payable(item));
    else if (kind === 'RUN' && sk.startsWith('TOTALS#')) totals.set(`${id} ${sk}`, item);
    else if (kind === 'RUNCHUNK') {
      const parts = chunkItems.get(pk) ?? new Map<string, Item>();
      chunkItems.set(pk, parts.set(sk, item));
    }
  }

  const chunks = new Map<string, ChunkSeen>();
  for (const [pk, parts] of chunkItems) {
    const [, runId = '', attemptText, chunkText] = pk.split('#');
    const [attempt, chunk] = [Number(attemptText), Number(chunkText)];
    const [payments, seal, state] = [parts.get('CHUNK'), parts.get('SEAL'), parts.get('STATE')];
    chunks.set(chunkName(runId, attempt, chunk), {
      runId,
      attempt,
      chunk,
      payments: payments && parsers.chunk(payments),
      seal: seal && parsers.seal(seal),
      state: state && parsers.state(state),
    });
  }

  const parsed = <T>(kind: string, parse: (item: Item) => T): ReadonlyMap<string, T> =>
    new Map([...(ofKind.get(kind) ?? [])].map(([id, item]) => [id, parse(item)]));

  const seen = new Set(observation.before);
  return {
    ...observation,
    fresh: observation.items.filter((item) => !seen.has(item)),
    heads,
    chains,
    transfers,
    balances,
    streetPayouts,
    payables,
    chunks,
    totals,
    claims: parsed('CLAIM', parsers.claim),
    awards: parsed('AWARD', parsers.award),
    runs: parsed('RUN', parsers.run),
    instructions: parsed('PAYMENT', parsers.instruction),
    exceptions: parsed('EXCEPTION', parsers.exception),
    receivables: parsed('RECEIVABLE', parsers.receivable),
  };
}
