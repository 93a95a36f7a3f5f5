import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/home/project-root.ts';

/** Of a family in the demo registers. */
export const aRuralClaim = {
  programme: 'rural-reward',
  applicant: { name: '孟桂', residentId: '320703193303169993', areaCode: '320602101' },
  spouse: { name: '戴宁', residentId: '321104193310089961' },
  children: [{ residentId: '320102197403029989' }],
  account: { holder: '孟桂', bank: 'DEMOCNSH', number: '9908603338402727507' },
  declaration: true,
};

/** The rural reward's claims of the demo year as a form sends them, from the first on. */
export function ruralClaims(count: number) {
  const rows = readFileSync(join(projectRoot, 'data/year-2008/claims.csv'), 'utf8').split('\n');
  return rows
    .map((row) => row.split(','))
    .filter(([, programme]) => programme === 'rural-reward')
    .slice(0, count)
    .map((row) => {
      const [, programme, , name, residentId, areaCode, , spouse, spouseId, children, bank, number] = row;
      return {
        programme,
        applicant: { name, residentId, areaCode },
        spouse: { name: spouse, residentId: spouseId },
        children: children?.split(';').map((id) => ({ residentId: id })),
        account: { holder: name, bank, number },
        declaration: true,
      };
    });
}
