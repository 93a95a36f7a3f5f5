import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type RegisterName,
  type RegisterRecords,
  registerNames,
} from '../../functions/domain/policy/registers.ts';
import { readCsv } from './read-csv.ts';
import { readEntry, registerFiles } from './register-rows.ts';

export interface RowProblem {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** The entries of one register, found by the number of whoever they are about. */
class RegisterEntries<R extends RegisterName> {
  count = 0;
  readonly #found = new Map<string, RegisterRecords[R][]>();
  readonly #keysOf: (entry: RegisterRecords[R]) => readonly string[];

  constructor(keysOf: (entry: RegisterRecords[R]) => readonly string[]) {
    this.#keysOf = keysOf;
  }

  add(entry: RegisterRecords[R]): void {
    this.count += 1;
    for (const key of this.#keysOf(entry)) {
      const list = this.#found.get(key);
      if (list) list.push(entry);
      else this.#found.set(key, [entry]);
    }
  }

  /** @param by the role the number is searched in, as in `SearchedBy` */
  find(by: string, id: string): readonly RegisterRecords[R][] {
    return this.#found.get(key(by, id)) ?? [];
  }
}

function key(by: string, id: string): string {
  return `${by}/${id}`;
}

export type AllEntries = { readonly [R in RegisterName]: RegisterEntries<R> };

function noEntries(): AllEntries {
  return {
    population: new RegisterEntries(({ residentId, parentIds }) => [
      key('id', residentId),
      ...parentIds.map((parent) => key('parent', parent)),
    ]),
    marriages: new RegisterEntries(({ husbandId, wifeId }) => [
      key('person', husbandId),
      key('person', wifeId),
    ]),
    disabilities: new RegisterEntries(({ residentId }) => [key('person', residentId)]),
    retirements: new RegisterEntries(({ residentId }) => [key('person', residentId)]),
    certificates: new RegisterEntries(({ holderId }) => [key('holder', holderId)]),
    attestations: new RegisterEntries(({ residentId }) => [key('person', residentId)]),
  };
}

/**
 * Reads the registers' CSV files of a folder. A malformed row is reported and left out, the rest goes on; a missing
 * file is reported and leaves its register empty.
 */
export async function loadEntries(
  folder: string,
  report: (problem: RowProblem) => void,
): Promise<AllEntries> {
  const entries = noEntries();
  for (const register of registerNames) await loadRegister(folder, register, entries, report);
  return entries;
}

async function loadRegister<R extends RegisterName>(
  folder: string,
  register: R,
  entries: Pick<AllEntries, R>,
  report: (problem: RowProblem) => void,
): Promise<void> {
  const { file, columns } = registerFiles[register];
  const path = join(folder, file);
  if (!existsSync(path)) {
    report({ file, line: 0, reason: 'the file is missing' });
    return;
  }
  for await (const rows of readCsv(path, columns)) {
    for (const row of rows) {
      const read = 'reason' in row ? row : readEntry(register, row.cells);
      if ('entry' in read) entries[register].add(read.entry);
      else report({ file, line: row.line, reason: read.reason });
    }
  }
}
