import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegisterName } from '../../functions/domain/policy/registers.ts';

const headers: { readonly [R in RegisterName]: string } = {
  population: 'residentId,name,sex,birthDate,householdType,areaCode,diedOn,movedOutOn,parentIds',
  marriages: 'husbandId,wifeId,marriedOn,endedOn,endedBy',
  disabilities: 'residentId,certificateNo,kind,grade,issuedOn',
  retirements: 'residentId,retiredOn,scheme,extraFivePercent,employer',
  certificates: 'certificateNo,holderId,childId,issuedOn',
  attestations: 'residentId,attestedBy,qualifies,attestedOn',
};

/** A temporary folder of register files: the given rows under the year's headers, other registers empty. */
export async function aRegisterFolder(
  rows: Partial<Record<RegisterName, readonly string[]>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registers-'));
  for (const register of Object.keys(headers) as RegisterName[]) {
    const lines = [headers[register], ...(rows[register] ?? [])];
    await writeFile(join(folder, `register-${register}.csv`), `${lines.join('\n')}\n`);
  }
  return folder;
}
