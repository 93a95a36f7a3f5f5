/** Of a family in the demo registers. */
export const aRuralClaim = {
  programme: 'rural-reward',
  applicant: { name: '孟桂', residentId: '320703193303169993', areaCode: '320602101' },
  spouse: { name: '戴宁', residentId: '321104193310089961' },
  children: [{ residentId: '320102197403029989' }],
  account: { holder: '孟桂', bank: 'DEMOCNSH', number: '9908603338402727507' },
  declaration: true,
};
