import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';
import { type SealedPart, openPart } from '../subjects/sealed-parts.ts';

/** What was decided of an objection or an appeal so far, and why. */
export interface DecidedStep {
  /** Instant, ISO 8601. */
  readonly at: string;
  readonly event: string;
  readonly userId: string;
  readonly reason: string;
}

/** Where the reason of a decision is sealed. @param seq the decision's number in the subject's chain */
export function reasonPart(kind: 'objection' | 'appeal', id: string, seq: number): SealedPart {
  return { kind, id, part: `reason-${String(seq)}` };
}

/** The decisions on an objection or an appeal, the first first. */
export async function decidedSteps(
  table: Table,
  envelopes: Envelopes,
  kind: 'objection' | 'appeal',
  id: string,
): Promise<readonly DecidedStep[]> {
  const steps: DecidedStep[] = [];
  for await (const { seq, at, event, actor } of readChain(table, subjectPk(kind, id))) {
    const reason = await openPart(table, envelopes, reasonPart(kind, id, seq));
    if (typeof reason === 'string') steps.push({ at, event, userId: actor.id, reason });
  }
  return steps;
}
