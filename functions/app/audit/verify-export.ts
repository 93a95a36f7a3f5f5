import { hash } from 'node:crypto';
import { readExportedEntry, readExportedSeal, readExportEnd } from '../../contracts/audit-export.ts';
import {
  anchorLine,
  anchorOpening,
  endLine,
  endOpening,
  entryOpening,
  hashOpening,
  lineClosing,
  sealOpening,
} from '../../domain/audit/audit-line.ts';
import { genesisHash } from '../../domain/audit/chain.ts';
import { type Seal, isSealOf } from '../../domain/audit/seal.ts';

export interface ExportFault {
  /** Of the export, from 1; absent where it is about the whole. */
  readonly line?: number;
  /** What is wrong and where, in words. */
  readonly what: string;
}

export interface ExportVerification {
  readonly verified: boolean;
  readonly subjects: number;
  readonly entries: number;
  readonly seals: number;
  /** Instant of the last seal. */
  readonly sealedUntil: string | undefined;
  /** At most a hundred. */
  readonly faults: readonly ExportFault[];
}

const mostFaults = 100;
const hashLength = 64;

interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** A line's hashed text with the hash that is stated for it. */
interface Hashed {
  readonly text: Buffer;
  readonly hash: string;
}

/**
 * Checks an audit export line by line, with nothing but its lines and what was anchored: every entry's hash, every
 * chain's links, every seal's root and the seals' own chain, and every seal against its anchor. Whatever was altered,
 * taken out, added or moved is found; a tail that was cut off too, by what is anchored beyond the export's end.
 * Memory grows with the number of subjects, not of entries.
 */
export class ExportVerifier {
  readonly #anchors: readonly string[] | undefined;
  readonly #faults: ExportFault[] = [];
  readonly #chains = new Map<string, Link>();
  #line = 0;
  #entries = 0;
  /** Hashes of the entries since the last seal. */
  #unsealed: string[] = [];
  #lastSeal: Link = { seq: 0, hash: genesisHash };
  #sealedUntil: string | undefined;
  /** A seal whose anchor is to come in the next line. */
  #awaitsAnchor: string | undefined;
  #ended = false;

  /** @param anchors lines from the write-once storage, seal 1 first; left out, only the export's own are there */
  constructor(anchors?: readonly string[]) {
    this.#anchors = anchors;
  }

  /** @param line its bytes, without its end */
  take(line: Buffer): void {
    this.#line += 1;
    if (this.#ended) this.#report('comes after the end of the export');
    const isAnchor = opensWith(line, anchorOpening);
    if (!isAnchor) this.#missAnchor();
    if (isAnchor) this.#takeAnchor(line);
    else if (opensWith(line, entryOpening)) this.#takeEntry(line);
    else if (opensWith(line, sealOpening)) this.#takeSeal(line);
    else if (opensWith(line, endOpening)) this.#takeEnd(line);
    else this.#report('is no line of an audit export');
  }

  /** After the last line. */
  end(): ExportVerification {
    this.#missAnchor();
    if (!this.#ended) this.#reportWhole('the export is cut off: its line "end" is missing');
    if (this.#unsealed.length > 0) {
      this.#reportWhole(`${count(this.#unsealed.length, 'entry', 'entries')} at the end are under no seal`);
    }
    const anchored = this.#anchors?.length ?? 0;
    if (anchored > this.#lastSeal.seq) {
      this.#reportWhole(
        `the export ends with seal ${String(this.#lastSeal.seq)}, and ${count(anchored, 'seal', 'seals')} are ` +
          'anchored: its tail was cut off, or it is older than the anchors',
      );
    }
    return {
      verified: this.#faults.length === 0,
      subjects: this.#chains.size,
      entries: this.#entries,
      seals: this.#lastSeal.seq,
      sealedUntil: this.#sealedUntil,
      faults: this.#faults,
    };
  }

  #takeEntry(line: Buffer): void {
    const hashed = hashedIn(line, entryOpening);
    const entry = hashed && readExportedEntry(hashed.text.toString());
    if (!entry) {
      this.#report('is no entry that can be read');
      return;
    }
    this.#entries += 1;
    const subject = `${entry.subjectKind} ${entry.subjectId}`;
    const stated = this.#statedHash(hashed, () => `entry ${String(entry.seq)} of ${subject}`);
    this.#unsealed.push(stated);
    if (this.#goesOn(entry, this.#chains.get(subject), 'entry', subject)) {
      this.#chains.set(subject, { seq: entry.seq, hash: stated });
    }
  }

  #takeSeal(line: Buffer): void {
    const hashed = hashedIn(line, sealOpening);
    const seal = hashed && readExportedSeal(hashed.text.toString());
    if (!seal) {
      this.#report('is no seal that can be read');
      return;
    }
    const name = `seal ${String(seal.seq)}`;
    const stated = this.#statedHash(hashed, () => name);
    if (this.#goesOn(seal, this.#lastSeal, 'seal')) {
      this.#lastSeal = { seq: seal.seq, hash: stated };
      this.#sealedUntil = seal.at;
    }
    this.#checkEntriesOf(seal, name);
    const text = line.toString();
    this.#awaitsAnchor = text;
    const anchored = this.#anchors?.[seal.seq - 1];
    if (this.#anchors && anchored !== text) {
      this.#report(anchored === undefined ? `${name} is not anchored` : `${name} is not what was anchored`);
    }
  }

  #checkEntriesOf(seal: Pick<Seal, 'detail'>, name: string): void {
    const hashes = this.#unsealed;
    this.#unsealed = [];
    const covered = count(seal.detail.count, 'entry', 'entries');
    if (hashes.length !== seal.detail.count) {
      this.#report(`${name} covers ${covered}, and here ${number(hashes.length)} come before it`);
    } else if (!isSealOf(seal, hashes)) {
      this.#report(`the ${covered} before ${name} are not those it covers, or not in their order`);
    }
  }

  #takeAnchor(line: Buffer): void {
    const seal = this.#awaitsAnchor;
    this.#awaitsAnchor = undefined;
    if (seal === undefined) this.#report('is the anchor of no seal before it');
    else if (line.toString() !== anchorLine(seal)) this.#report('is not the anchor of the seal before it');
  }

  #missAnchor(): void {
    if (this.#awaitsAnchor === undefined) return;
    this.#awaitsAnchor = undefined;
    this.#report(`the anchor of seal ${String(this.#lastSeal.seq)} is missing before it`);
  }

  #takeEnd(line: Buffer): void {
    this.#ended = true;
    const end = readExportEnd(line.toString())?.end;
    const last = this.#lastSeal.seq;
    if (!end || line.toString() !== endLine(end.seals)) this.#report('is no end that can be read');
    else if (end.seals !== last) {
      this.#report(
        `the export says that it ends with seal ${String(end.seals)}, and ends with seal ${String(last)}`,
      );
    }
  }

  /** @returns the hash that the line states, which is what the next link and the seal go on from */
  #statedHash({ text, hash: stated }: Hashed, nameOf: () => string): string {
    const computed = hash('sha256', text);
    if (computed === stated) return computed;
    this.#report(`${nameOf()} was altered: its text does not come to its hash`);
    return stated;
  }

  /** @returns whether the link goes on from the last one, by its number at least */
  #goesOn(
    { seq, previousHash }: { readonly seq: number; readonly previousHash: string },
    last: Link | undefined,
    noun: 'entry' | 'seal',
    subject?: string,
  ): boolean {
    const expected = (last?.seq ?? 0) + 1;
    if (seq === expected && previousHash === (last?.hash ?? genesisHash)) return true;
    const whose = subject === undefined ? '' : ` of ${subject}`;
    if (seq < expected) {
      this.#report(`${noun} ${String(seq)}${whose} is here twice, or out of its order`);
      return false;
    }
    if (seq > expected) {
      const upTo = seq === expected + 1 ? '' : ` to ${String(seq - 1)}`;
      this.#report(`${noun} ${String(expected)}${upTo}${whose} is missing before this`);
    } else {
      const not = last
        ? `does not follow ${noun} ${String(last.seq)}: one of the two was altered`
        : 'begins no chain';
      this.#report(`${noun} ${String(seq)}${whose} ${not}`);
    }
    return true;
  }

  #report(what: string): void {
    if (this.#faults.length < mostFaults) this.#faults.push({ line: this.#line, what });
  }

  #reportWhole(what: string): void {
    if (this.#faults.length < mostFaults) this.#faults.push({ what });
  }
}

function hashedIn(line: Buffer, opening: string): Hashed | undefined {
  const hashEnd = line.length - lineClosing.length;
  const hashAt = hashEnd - hashLength;
  const textEnd = hashAt - hashOpening.length;
  const isShaped =
    textEnd > opening.length &&
    line.toString('latin1', textEnd, hashAt) === hashOpening &&
    line.toString('latin1', hashEnd) === lineClosing;
  if (!isShaped) return undefined;
  return { text: line.subarray(opening.length, textEnd), hash: line.toString('latin1', hashAt, hashEnd) };
}

function opensWith(line: Buffer, opening: string): boolean {
  return line.toString('latin1', 0, opening.length) === opening;
}

function count(n: number, one: string, many: string): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}
