import { isDeepStrictEqual } from 'node:util';
import { findChainFault } from '../../functions/domain/audit/chain.ts';
import { lifecyclesOfKinds } from '../../functions/domain/audit/replay.ts';
import type { Observed } from './observed.ts';

/** 6. Whatever has states moves along its declared graph only, and what is over stays over. */
export function movesAlongItsGraph({ chains, heads }: Observed): readonly string[] {
  const wrong: string[] = [];
  for (const [pk, chain] of chains) {
    const graph = lifecyclesOfKinds[pk.split('#')[0]?.toLowerCase() ?? ''];
    if (!graph) continue;
    let state: string | undefined;
    for (const { seq, event, from, to } of chain) {
      const where = `${pk} at ${String(seq)}`;
      if (seq > 1 && from !== state)
        wrong.push(`${where}: ${event} from ${String(from)}, where it was ${String(state)}`);
      if (to !== undefined && !(to in graph)) wrong.push(`${where}: there is no state ${to}`);
      // A note keeps the state; a move is one the graph has.
      if (from !== undefined && from !== to && !graph[from]?.[event]?.includes(to ?? '')) {
        wrong.push(`${where}: ${event} leads from ${from} to ${String(to)}`);
      }
      state = to;
    }
    if (heads.get(pk)?.state !== state) wrong.push(`${pk} is not ${String(state)}, where it was led`);
  }
  return wrong;
}

/** 11. Every change has one entry in its subject's chain, and the chain verifies against the head. */
export function everyChangeIsAudited({ chains, heads, before, fresh }: Observed): readonly string[] {
  const wrong: string[] = [];
  const changed = new Set(fresh.map(({ pk }) => pk));
  for (const [pk, head] of heads) {
    const { version, auditHash, state } = head;
    if (!changed.has(pk) && chains.get(pk)?.length === version) continue;
    const fault = findChainFault(chains.get(pk) ?? [], {
      version: Number(version),
      auditHash: typeof auditHash === 'string' ? auditHash : '',
      ...(typeof state === 'string' ? { state } : {}),
    });
    if (fault) wrong.push(`${pk}: ${fault.kind} at ${String(fault.seq)}`);
  }
  for (const pk of chains.keys()) if (!heads.has(pk)) wrong.push(`${pk} has a chain and no head`);
  for (const earlier of before ?? []) {
    if (earlier.sk !== 'HEAD' || earlier.auditHash === undefined) continue;
    const now = heads.get(earlier.pk);
    const isChanged = !isDeepStrictEqual(now, earlier);
    if (isChanged && Number(now?.version) <= Number(earlier.version)) {
      wrong.push(`${earlier.pk} was changed without an entry`);
    }
  }
  return wrong;
}

/** 10. What was acknowledged is in the store, and stays there. */
export function acknowledgedIsKept({ acknowledged = [], heads }: Observed): readonly string[] {
  return acknowledged.flatMap(({ what, pk, version }) =>
    Number(heads.get(pk)?.version ?? 0) >= version
      ? []
      : [`${what}: ${pk} is not at version ${String(version)}`],
  );
}
