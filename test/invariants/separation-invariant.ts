import type { Observed } from './observed.ts';

/**
 * 5. Nobody has two parts in one payment, by identity and whatever their roles: intake, attestation, each review stage,
 * a change of payee or account, preparing, releasing, importing a statement, settling an exception. A payment that goes
 * out again is another one (lifecycles.md): who released the first may ask for the second.
 */
export function nobodyHasTwoParts(observed: Observed): readonly string[] {
  const { claims, awards, payables, runs, chains, exceptions } = observed;
  const wrong: string[] = [];
  const dutiesOfRun = new Map([...runs.keys()].map((runId) => [runId, partsInRun(observed, runId)]));

  for (const [claimId, { duties }] of claims) wrong.push(...twice(`claim ${claimId}`, duties.map(asPart)));
  for (const [paymentId, { awardId, runId, reissuedBy }] of payables) {
    const parts: Part[] = (awards.get(awardId)?.duties ?? []).map(asPart);
    if (runId !== undefined) parts.push(...(dutiesOfRun.get(runId) ?? []));
    if (reissuedBy !== undefined) parts.push({ duty: 'preparing', actorId: reissuedBy });
    wrong.push(...twice(`payment ${paymentId}`, parts));
  }
  for (const exceptionId of exceptions.keys()) {
    const parts = (chains.get(`EXCEPTION#${exceptionId}`) ?? []).flatMap(({ event, actor }): Part[] => {
      if (actor.kind !== 'staff') return [];
      if (event === 'open') return [{ duty: 'statement-import', actorId: actor.id }];
      if (event === 'propose') return [{ duty: 'exception-proposal', actorId: actor.id }];
      return event === 'approve' ? [{ duty: 'exception-approval', actorId: actor.id }] : [];
    });
    const approved = new Set(
      parts.filter(({ duty }) => duty === 'exception-approval').map(({ actorId }) => actorId),
    );
    const others = parts.filter(({ duty }) => duty !== 'exception-approval');
    for (const { duty, actorId } of others) {
      if (approved.has(actorId)) wrong.push(`exception ${exceptionId}: ${actorId} approved after ${duty}`);
    }
  }
  return wrong;
}

interface Part {
  readonly duty: string;
  readonly actorId: string;
}

function asPart({ duty, actorId }: { readonly duty: string; readonly actorId: string }): Part {
  return { duty, actorId };
}

/** Who prepared and released what the run is now, and who imported for it. */
function partsInRun({ chains, runs }: Observed, runId: string): readonly Part[] {
  const parts: Part[] = [];
  const run = runs.get(runId);
  // What is being built anew is nobody's work yet; what is cancelled pays nothing; and a release that did not stand is
  // no part in what is paid.
  if (!run || run.state === 'cancelled') return parts;
  if (run.state !== 'building') parts.push({ duty: 'preparing', actorId: run.preparedBy });
  if (run.releasedBy !== undefined) parts.push({ duty: 'releasing', actorId: run.releasedBy });
  for (const { event, actor } of chains.get(`RUN#${runId}`) ?? []) {
    if (event === 'results-booked' && actor.kind === 'staff') {
      parts.push({ duty: 'statement-import', actorId: actor.id });
    }
  }
  return parts;
}

function twice(what: string, parts: readonly Part[]): readonly string[] {
  const first = new Map<string, string>();
  return parts.flatMap(({ duty, actorId }) => {
    const before = first.get(actorId);
    if (before === undefined) first.set(actorId, duty);
    return before === undefined || before === duty ? [] : [`${what}: ${actorId} has ${before} and ${duty}`];
  });
}
