import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import type { Page, Table } from '../store/ports.ts';
import { rollList, rollShards } from './award-head.ts';

const awardsAPage = 500;

/**
 * Awards whose first period is the roll's or, where the programme recurs, an earlier one: shard after shard, so a
 * cursor is the shard and the place in it.
 */
export async function listRoll(
  { table, policies }: { readonly table: Table; readonly policies: PolicyBook },
  {
    programme,
    period,
    cursor,
    limit = awardsAPage,
  }: {
    readonly programme: string;
    readonly period: string;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<Page<string>> {
  const [shardText = '0', inner = ''] = cursor?.split('|') ?? [];
  const shard = Number(shardText);
  const recurs = policies.versionsOf(programme).some(({ policy }) => policy.kind === 'recurring');
  const page = await table.queryIndex('gsi1', {
    pk: rollList(programme, shard),
    sk: recurs ? { to: `${period}#~` } : { beginsWith: `${period}#` },
    limit,
    ...(inner === '' ? {} : { cursor: inner }),
  });
  const next = page.cursor === undefined ? `${String(shard + 1)}|` : `${String(shard)}|${page.cursor}`;
  const more = page.cursor !== undefined || shard + 1 < rollShards;
  return {
    items: page.items.map(({ indexSk }) => indexSk.slice(indexSk.indexOf('#') + 1)),
    ...(more ? { cursor: next } : {}),
  };
}
