import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { claimBindings } from '../../workflows/claim/bindings.ts';
import { paymentRunBindings } from '../../workflows/payment-run/bindings.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

/** What the members that a workflow hands to its steps look like. */
const samples: Readonly<Record<string, unknown>> = {
  claimId: 'claim-x',
  runId: 'run-x',
  taskToken: 'token-x',
  executionName: 'claim-x',
  attempt: 1,
  chunk: 0,
  giveUp: true,
};

interface State {
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly ItemSelector?: Readonly<Record<string, unknown>>;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

/** Each task of a definition: its placeholder, and the members of its payload. */
function tasksOf(
  states: Readonly<Record<string, State>>,
  item?: Readonly<Record<string, unknown>>,
): { readonly placeholder: string; readonly members: readonly string[] }[] {
  return Object.values(states).flatMap((state) => {
    if (state.ItemProcessor) return tasksOf(state.ItemProcessor.States, state.ItemSelector);
    const waits = state.Parameters?.FunctionName;
    const resource = typeof waits === 'string' ? waits : (state.Resource ?? '');
    const placeholder = /^\$\{(\w+)\}$/.exec(resource)?.[1];
    if (placeholder === undefined) return [];
    const payload = typeof waits === 'string' ? state.Parameters?.Payload : (state.Parameters ?? item);
    return [{ placeholder, members: Object.keys(payload ?? {}).map((name) => name.replace(/\.\$$/, '')) }];
  });
}

describe.each([claimBindings, paymentRunBindings])('$machine', ({ machine, definition, steps }) => {
  const { States } = JSON.parse(readFileSync(definition, 'utf8')) as { States: Record<string, State> };
  const tasks = tasksOf(States);
  const folder = (step: string) => `functions/handlers/steps/${machine}/${step}/handler.ts`;

  test('binds every placeholder to a step with a handler, and no other', () => {
    expect(Object.keys(steps).sort()).toEqual(
      [...new Set(tasks.map(({ placeholder }) => placeholder))].sort(),
    );
    expect(Object.values(steps).filter((step) => !existsSync(folder(step)))).toEqual([]);
  });

  test.each(tasks.map((task) => [task.placeholder, task.members] as const))(
    '%s is handed what it reads',
    async (placeholder, members) => {
      const input = Object.fromEntries(members.map((name) => [name, samples[name]]));
      expect(Object.values(input)).not.toContain(undefined);
      const step = (steps as Readonly<Record<string, string>>)[placeholder] ?? '';
      const module = (await import(`../../${folder(step)}`)) as Record<string, StepFactory>;
      const edge = edgeDeps();
      const table = createSqliteTable(SqliteDatabase.open(':memory:'));
      const handler = module[`create${placeholder}Step`]?.({ ...edge, table, clock: new MovableClock() });
      if (!handler) throw new Error(`${folder(step)} does not export create${placeholder}Step`);
      // There is no such claim or run, which only a step that could read its input finds out.
      await expect(handler(input)).rejects.toThrow(/(no|there is no) (claim|run) |not-found/);
      await expect(handler({ ...input, unknown: 1 })).rejects.toThrow(`${step} cannot read its input`);
      for (const name of members.filter((member) => member !== 'giveUp')) {
        const { [name]: _left, ...rest } = input;
        await expect(handler(rest)).rejects.toMatchObject({ name: 'InvalidStepInput' });
        await expect(handler(rest)).rejects.toThrow(`${step} cannot read its input`);
      }
    },
  );
});

type StepFactory = (deps: object) => (input: unknown) => Promise<unknown>;
