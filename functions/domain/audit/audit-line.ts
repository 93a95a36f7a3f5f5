import { type AuditEntry, entryText } from './chain.ts';
import type { Seal } from './seal.ts';

/*
 * Lines of an audit export. Each is JSON, and holds the very text that was hashed, so that whoever checks it hashes the
 * bytes in the line and needs no rule of ours for writing them.
 */

/** What stands around the hashed text: `{"entry":` text `,"hash":"` 64 hex digits `"}`. */
export const entryOpening = '{"entry":';
export const sealOpening = '{"seal":';
export const hashOpening = ',"hash":"';
export const lineClosing = '"}';
export const anchorOpening = '{"anchor":';
export const endOpening = '{"end":';

export function entryLine(entry: AuditEntry): string {
  return `${entryOpening}${entryText(entry)}${hashOpening}${entry.hash}${lineClosing}`;
}

/** A seal, as it stands in an export and as it is anchored. */
export function sealLine(seal: Seal): string {
  return `${sealOpening}${entryText(seal)}${hashOpening}${seal.hash}${lineClosing}`;
}

/** What is anchored of the seal in the line before. */
export function anchorLine(anchored: string): string {
  return `${anchorOpening}${anchored}}`;
}

/** Ends an export, so that a file cut off is seen to be. @param seals how many there are before it */
export function endLine(seals: number): string {
  return `${endOpening}{"seals":${String(seals)}}}`;
}
