import type { RegisterName } from '../../functions/domain/policy/registers.ts';
import { aRegisterFolder } from './register-folder.ts';
import { aResidentId } from './residents.ts';

const street = '320602100';

/** A claim as a form sends it, and what the registers hold of its family. */
export interface Family {
  readonly claim: ClaimForm;
  readonly registers: Partial<Record<RegisterName, readonly string[]>>;
}

/** What the parts of a claim's JSON look like to a test that changes some of them. */
export interface ClaimForm {
  readonly programme: string;
  readonly applicant: Readonly<Record<string, string>> & {
    readonly name: string;
    readonly residentId: string;
  };
  readonly spouse?: { readonly residentId: string; readonly name?: string };
  readonly children?: readonly { readonly residentId: string; readonly status?: string }[];
  readonly certificate?: { readonly number: string; readonly issuedOn?: string };
  readonly retirement?: { readonly retiredOn: string };
  readonly onBehalfOf?: { readonly residentId: string; readonly relation: string };
  readonly account?: { readonly holder: string; readonly bank: string; readonly number: string };
  readonly declaration: boolean;
}

interface Person {
  readonly residentId: string;
  readonly row: string;
}

function person(
  born: string,
  sex: 'male' | 'female',
  area: number,
  more: {
    readonly household?: 'rural' | 'urban';
    readonly diedOn?: string;
    readonly parents?: readonly Person[];
  },
): Person {
  const residentId = aResidentId(born, sex, area);
  const { household = 'rural', diedOn = '', parents = [] } = more;
  const parentIds = parents.map((parent) => parent.residentId).join(';');
  const cells = [residentId, `某${area}`, sex === 'male' ? 'M' : 'F', born, household, street];
  return { residentId, row: [...cells, diedOn, '', parentIds].join(',') };
}

function accountOf(name: string, area: number) {
  return { holder: name, bank: 'DEMOCNSH', number: `99086051${area}0008959` };
}

/** Surnames followed by a character that no text of ours contains, so that a leak can be looked for. */
const names = ['王璎珞', '李璎珞', '周璎珞', '吴璎珞', '郑璎珞'];
const nameOf = (area: number) => names[area % names.length] ?? '王璎珞';

/**
 * A wife of 62 whom the rules of 2008 entitle to the rural reward: rural as her husband, one living daughter, attested.
 * @param area six digits that tell families apart; numbers of the same area are the same people
 * @param household `urban` makes the registers say no
 */
export function aRuralFamily(area: number, household: 'rural' | 'urban' = 'rural'): Family {
  const husband = person('1944-08-01', 'male', area, { household });
  const wife = person('1945-03-12', 'female', area, { household });
  const daughter = person('1970-05-04', 'female', area, { household, parents: [husband, wife] });
  const name = nameOf(area);
  return {
    claim: {
      programme: 'rural-reward',
      applicant: { name, residentId: wife.residentId, phone: `139${area}01`, areaCode: street },
      spouse: { residentId: husband.residentId },
      children: [{ residentId: daughter.residentId, status: 'living' }],
      account: accountOf(name, area),
      declaration: true,
    },
    registers: {
      population: [husband.row, wife.row, daughter.row],
      marriages: [`${husband.residentId},${wife.residentId},1968-10-01,,`],
      attestations: [`${wife.residentId},320602100,yes,2008-02-20`],
    },
  };
}

/** A mother of 58 with one child, disabled at grade 2: special hardship at 80 yuan a month. */
export function aHardshipFamily(area: number): Family {
  const father = person('1948-08-01', 'male', area, { household: 'urban' });
  const mother = person('1950-03-12', 'female', area, { household: 'urban' });
  const son = person('1976-05-04', 'male', area, { household: 'urban', parents: [father, mother] });
  const name = nameOf(area);
  return {
    claim: {
      programme: 'special-hardship',
      applicant: { name, residentId: mother.residentId, phone: `139${area}02`, areaCode: street },
      spouse: { residentId: father.residentId },
      children: [{ residentId: son.residentId, status: 'disabled' }],
      account: accountOf(name, area),
      declaration: true,
    },
    registers: {
      population: [father.row, mother.row, son.row],
      marriages: [`${father.residentId},${mother.residentId},1970-10-01,,`],
      disabilities: [`${son.residentId},${son.residentId}42,4,2,2004-02-01`],
    },
  };
}

/** A widow who claims for her husband, retired in 2007 with a certificate and dead since: one-off, 3,200 yuan. */
export function aRetireesWidow(area: number): Family {
  const husband = person('1947-08-01', 'male', area, { household: 'urban', diedOn: '2008-02-03' });
  const widow = person('1949-03-12', 'female', area, { household: 'urban' });
  const son = person('1976-05-04', 'male', area, { household: 'urban', parents: [husband, widow] });
  const name = nameOf(area);
  const certificate = `NT${area}`;
  return {
    claim: {
      programme: 'retiree-one-off',
      applicant: { name, residentId: widow.residentId, phone: `139${area}03`, areaCode: street },
      onBehalfOf: { residentId: husband.residentId, relation: 'spouse' },
      certificate: { number: certificate, issuedOn: '1979-03-01' },
      retirement: { retiredOn: '2007-08-13' },
      account: accountOf(name, area),
      declaration: true,
    },
    registers: {
      population: [husband.row, widow.row, son.row],
      marriages: [`${husband.residentId},${widow.residentId},1970-10-01,2008-02-03,death`],
      retirements: [`${husband.residentId},2007-08-13,enterprise,no,某厂`],
      certificates: [`${certificate},${husband.residentId},${son.residentId},1979-03-01`],
    },
  };
}

/** Somebody whom no register knows: nothing about the claim can be decided by the rules. */
export function anUnknownFamily(area: number): Family {
  return { ...aRuralFamily(area), registers: {} };
}

/** A folder of registers that hold these families. */
export function registersOf(families: readonly Family[]): Promise<string> {
  const all: Partial<Record<RegisterName, readonly string[]>> = {};
  for (const { registers } of families) {
    for (const [register, rows] of Object.entries(registers) as [RegisterName, readonly string[]][]) {
      all[register] = [...(all[register] ?? []), ...rows];
    }
  }
  return aRegisterFolder(all);
}
