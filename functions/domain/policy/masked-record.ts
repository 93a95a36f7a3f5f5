import type { DecisionRecord, Finding } from './decision-record.ts';

/** A decision record without what reviewers wrote in their own words: that may name people. */
export type MaskedRecord = Omit<DecisionRecord, 'findings'> & {
  readonly findings: readonly Omit<Finding, 'basis'>[];
};

export function maskRecord({ findings, ...record }: DecisionRecord): MaskedRecord {
  return { ...record, findings: findings.map(({ basis: _basis, ...finding }) => finding) };
}
