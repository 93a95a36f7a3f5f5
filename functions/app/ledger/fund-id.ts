import type { Fund } from '../../domain/reconciliation/settlement.ts';

/** Names a programme's money of a year from one source: "rural-reward:2008:province". */
export function fundIdOf({ programme, year, share }: Fund): string {
  return `${programme}:${String(year)}:${share}`;
}

/** @returns undefined when the text names no fund; whether there is such a share is for the policy to say */
export function parseFundId(id: string): Fund | undefined {
  const [, programme, year, share] = /^([^:]+):(\d{4}):([^:]+)$/.exec(id) ?? [];
  if (programme === undefined || share === undefined) return undefined;
  return { programme, year: Number(year), share };
}
