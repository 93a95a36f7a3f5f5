import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.ts';

/** What makes two payments the same payment, across runs, reissues and follow-ups (invariants.md 2). */
export interface PaymentIdentity {
  readonly programme: string;
  readonly period: string;
  /** Blind index of the entitled person. */
  readonly personIndex: string;
  /** What of the award is paid, such as "base"; a correction is "adj-1", "adj-2", … */
  readonly component: string;
}

// RFC 4648 base32: letters and digits that every bank takes, and none that look alike.
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += alphabet.charAt((held >>> bits) & 31);
    }
  }
  return text;
}

const idLength = 26;
const shortLength = 14;

/** 26 characters (130 bits) of the identity's SHA-256: the same payment has the same id, whoever derives it. */
export function paymentIdOf({ programme, period, personIndex, component }: PaymentIdentity): string {
  const text = canonicalJson([programme, period, personIndex, component]);
  return base32(createHash('sha256').update(text).digest(), idLength);
}

/** How often a payment can be sent again under a new end-to-end id. */
export const mostReissues = 99;

function reissueDigits(reissue: number): string {
  if (!Number.isInteger(reissue) || reissue < 0 || reissue > mostReissues) {
    throw new RangeError(`no such reissue: ${String(reissue)}`);
  }
  return String(reissue).padStart(2, '0');
}

/**
 * The end-to-end id a bank is given and gives back: 30 characters. It names the payment and which instruction of it
 * this is, never a run, so that a payment not yet sent keeps it in the next run (invariants.md 3).
 * @param reissue 0 for the first instruction
 */
export function endToEndIdOf(paymentId: string, reissue: number): string {
  return `HM${paymentId.toUpperCase()}${reissueDigits(reissue)}`;
}

/** The 16-character form for banks that carry no more: 70 bits of the id, and the reissue. */
export function shortEndToEndIdOf(paymentId: string, reissue: number): string {
  return `${shortPrefixOf(paymentId).toUpperCase()}${reissueDigits(reissue)}`;
}

/** What the short form says of the payment; the store keeps payments by it, so that either form finds them. */
export function shortPrefixOf(paymentId: string): string {
  return paymentId.slice(0, shortLength);
}

export type EndToEndId =
  | { readonly kind: 'full'; readonly paymentId: string; readonly reissue: number }
  | { readonly kind: 'short'; readonly prefix: string; readonly reissue: number };

const full = /^HM([A-Z2-7]{26})(\d{2})$/;
const short = /^([A-Z2-7]{14})(\d{2})$/;

/** Reads either form, in any case and with spaces around, as banks give it back; undefined when it is none of ours. */
export function parseEndToEndId(text: string): EndToEndId | undefined {
  const tidy = text.trim().toUpperCase();
  const long = full.exec(tidy);
  if (long) return { kind: 'full', paymentId: (long[1] ?? '').toLowerCase(), reissue: Number(long[2]) };
  const brief = short.exec(tidy);
  if (brief) return { kind: 'short', prefix: (brief[1] ?? '').toLowerCase(), reissue: Number(brief[2]) };
  return undefined;
}

/** The subject of an instruction's audit chain: its payment, and which reissue it is. */
export function instructionIdOf(paymentId: string, reissue: number): string {
  return reissue === 0 ? paymentId : `${paymentId}-${String(reissue)}`;
}
