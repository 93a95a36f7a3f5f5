import { type ResidentId, type Sex, isResidentId } from '../../functions/domain/people/resident-id.ts';
import type { RegisterName, RegisterRecords } from '../../functions/domain/policy/registers.ts';
import { type CalendarDate, isCalendarDate } from '../../functions/domain/time/calendar-date.ts';

type Cells = Readonly<Record<string, string>>;

/** Why a row is no entry of its register. Names the column, never what stood in it. */
class BadCell extends Error {}

/** How a register's CSV file reads: its columns, and the entry a row makes. Throws {@link BadCell}. */
interface RegisterFile<R extends RegisterName> {
  readonly file: string;
  readonly columns: readonly string[];
  readonly read: (cells: Cells) => RegisterRecords[R];
}

function text(cells: Cells, column: string): string {
  const value = cells[column] ?? '';
  if (value === '') throw new BadCell(`${column} is empty`);
  return value;
}

function idIn(value: string, column: string): ResidentId {
  if (!isResidentId(value)) throw new BadCell(`${column} is no resident identity number`);
  return value;
}

function id(cells: Cells, column: string): ResidentId {
  return idIn(text(cells, column), column);
}

function optionalDate(cells: Cells, column: string): CalendarDate | undefined {
  const value = cells[column] ?? '';
  if (value === '') return undefined;
  if (!isCalendarDate(value)) throw new BadCell(`${column} is no date (YYYY-MM-DD)`);
  return value;
}

function date(cells: Cells, column: string): CalendarDate {
  const value = optionalDate(cells, column);
  if (value === undefined) throw new BadCell(`${column} is empty`);
  return value;
}

/** A cell that is one of a few words; the words and what they mean. */
function oneOf<T>(cells: Cells, column: string, words: ReadonlyMap<string, T>): T {
  const value = words.get(cells[column] ?? '');
  if (value === undefined) throw new BadCell(`${column} is none of ${[...words.keys()].join(', ')}`);
  return value;
}

const yesOrNo = new Map([
  ['yes', true],
  ['no', false],
]);
const sexes = new Map<string, Sex>([
  ['F', 'female'],
  ['M', 'male'],
]);
const households = new Map<string, 'rural' | 'urban'>([
  ['rural', 'rural'],
  ['urban', 'urban'],
]);
const marriageEnds = new Map<string, 'death' | 'divorce' | 'annulment'>([
  ['death', 'death'],
  ['divorce', 'divorce'],
  ['annulment', 'annulment'],
]);
const grades = new Map([1, 2, 3, 4].map((grade) => [String(grade), grade]));

export const registerFiles: { readonly [R in RegisterName]: RegisterFile<R> } = {
  population: {
    file: 'register-population.csv',
    columns: ['residentId', 'sex', 'birthDate', 'householdType', 'diedOn', 'parentIds'],
    read: (cells) => {
      const diedOn = optionalDate(cells, 'diedOn');
      const parents = cells.parentIds ?? '';
      return {
        residentId: id(cells, 'residentId'),
        sex: oneOf(cells, 'sex', sexes),
        birthDate: date(cells, 'birthDate'),
        householdType: oneOf(cells, 'householdType', households),
        ...(diedOn && { diedOn }),
        parentIds: parents === '' ? [] : parents.split(';').map((parent) => idIn(parent, 'parentIds')),
      };
    },
  },
  marriages: {
    file: 'register-marriages.csv',
    columns: ['husbandId', 'wifeId', 'marriedOn', 'endedOn', 'endedBy'],
    read: (cells) => {
      const endedOn = optionalDate(cells, 'endedOn');
      return {
        husbandId: id(cells, 'husbandId'),
        wifeId: id(cells, 'wifeId'),
        marriedOn: date(cells, 'marriedOn'),
        ...(endedOn && { endedOn }),
        ...(cells.endedBy !== '' && { endedBy: oneOf(cells, 'endedBy', marriageEnds) }),
      };
    },
  },
  disabilities: {
    file: 'register-disabilities.csv',
    columns: ['residentId', 'grade', 'issuedOn'],
    read: (cells) => {
      const endedOn = optionalDate(cells, 'endedOn');
      return {
        residentId: id(cells, 'residentId'),
        grade: oneOf(cells, 'grade', grades),
        issuedOn: date(cells, 'issuedOn'),
        ...(endedOn && { endedOn }),
      };
    },
  },
  retirements: {
    file: 'register-retirements.csv',
    columns: ['residentId', 'retiredOn', 'scheme', 'extraFivePercent'],
    read: (cells) => ({
      residentId: id(cells, 'residentId'),
      retiredOn: date(cells, 'retiredOn'),
      scheme: text(cells, 'scheme'),
      extraFivePercent: oneOf(cells, 'extraFivePercent', yesOrNo),
    }),
  },
  certificates: {
    file: 'register-certificates.csv',
    columns: ['holderId'],
    read: (cells) => ({ holderId: id(cells, 'holderId') }),
  },
  attestations: {
    file: 'register-attestations.csv',
    columns: ['residentId', 'attestedBy', 'qualifies', 'attestedOn'],
    read: (cells) => ({
      residentId: id(cells, 'residentId'),
      qualifies: oneOf(cells, 'qualifies', yesOrNo),
      attestedBy: text(cells, 'attestedBy'),
      attestedOn: date(cells, 'attestedOn'),
    }),
  },
};

/** Reads a row, or says why it is none. */
export function readEntry<R extends RegisterName>(
  register: R,
  cells: Cells,
): { readonly entry: RegisterRecords[R] } | { readonly reason: string } {
  try {
    return { entry: registerFiles[register].read(cells) };
  } catch (cause) {
    if (cause instanceof BadCell) return { reason: cause.message };
    throw cause;
  }
}
