import type { ClaimHead } from '../claims/claim-head.ts';
import { isRefused } from '../claims/list-refused.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { decidedSteps } from '../review/decided-steps.ts';
import type { Table } from '../store/ports.ts';

/** Why the appeal against a claim's rejection was dismissed, as the officer wrote it; undefined where none was. */
export async function whyDismissed(
  { table, envelopes }: { readonly table: Table; readonly envelopes: Envelopes },
  { state, appealId }: Pick<ClaimHead, 'state' | 'appealId'>,
): Promise<string | undefined> {
  if (appealId === undefined || !isRefused(state)) return undefined;
  const steps = await decidedSteps(table, envelopes, 'appeal', appealId);
  return steps.find(({ event }) => event === 'dismiss')?.reason;
}
