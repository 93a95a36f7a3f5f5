import { describe, expect, test } from '@jest/globals';
import { globSync } from 'node:fs';
import * as z from 'zod';
import { isRouteId, route } from '../../functions/app/access/routes.ts';
import type { RouteContract } from '../../functions/contracts/http/route-contract.ts';
import { maxBodyBytes } from '../../functions/contracts/http/route-contract.ts';

/** Every contract that any module of contracts exports: nobody has to remember to list theirs. */
const modules = await Promise.all(
  globSync(['functions/contracts/http/*.ts', 'local/http/*-contracts.ts']).map(
    async (file) => (await import(`../../${file}`)) as Record<string, unknown>,
  ),
);
const contracts = modules
  .flatMap((module) => Object.values(module))
  .filter(
    (value): value is RouteContract => typeof value === 'object' && value !== null && 'answers' in value,
  );

test('each route has one contract', () => {
  expect(contracts.length).toBeGreaterThan(8);
  const ids = contracts.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(contracts.map((contract) => [contract.id, contract] as const))('%s', (id, contract) => {
  test('has a row in the table of routes, with its path’s parameters; and every answer is a success', () => {
    expect(isRouteId(id)).toBe(true);
    if (!isRouteId(id)) return;
    const { path, method } = route(id);
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const params = z.toJSONSchema(contract.params, { io: 'input' });
    expect(Object.keys(params.properties ?? {}).sort()).toEqual(named.sort());
    const statuses = Object.keys(contract.answers).map(Number);
    expect(statuses.length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status < 200 || status > 399)).toEqual([]);
    if (method === 'GET') expect(contract.body.kind).toBe('none');
  });

  test('refuses what nobody asked for, in path, query and body', () => {
    for (const schema of [
      contract.params,
      contract.query,
      ...(contract.body.kind === 'json' ? [contract.body.schema] : []),
    ]) {
      const json = z.toJSONSchema(schema, { io: 'input' });
      if (json.type === 'object') expect(json.additionalProperties).toBe(false);
    }
  });

  test('has examples that are what they show', () => {
    if (contract.body.kind === 'json')
      expect(contract.body.schema.safeParse(contract.body.example).error).toBeUndefined();
    for (const { schema, example } of Object.values(contract.answers)) {
      if (schema && example !== undefined) expect(schema.safeParse(example).error).toBeUndefined();
    }
  });

  test('takes no larger body than goes through the API', () => {
    expect(contract.body.limitBytes).toBeLessThanOrEqual(maxBodyBytes);
  });

  test('takes whole numbers alone in a POST, since a fraction has no hash for its idempotency key', () => {
    if (!isRouteId(id) || route(id).method !== 'POST' || contract.body.kind !== 'json') return;
    expect(JSON.stringify(z.toJSONSchema(contract.body.schema, { io: 'input' }))).not.toContain(
      '"type":"number"',
    );
  });
});
