import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { anEngine, aTask, aTokenTask, failure } from '../builders/an-engine.ts';

function aMap(item: object, more: object = {}): object {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemSelector: { 'run.$': '$.run', 'item.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
        MaxConcurrency: 7,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
          StartAt: 'Item',
          States: { Item: item },
        },
        ResultPath: '$.results',
        End: true,
        ...more,
      },
    },
  };
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('Map', () => {
  test('1,000 items whose handlers end in any order: results in order, each its own, bounded at once', async () => {
    let atWork = 0;
    let most = 0;
    const keys = new Set<string>();
    const { run, database } = await anEngine(aMap(aTask('Work', { End: true })), {
      Work: async (payload, { idempotencyKey }) => {
        const { item, index, run: runId } = payload as { item: number; index: number; run: string };
        keys.add(idempotencyKey);
        atWork += 1;
        most = Math.max(most, atWork);
        await turns((item * 7919) % 5);
        atWork -= 1;
        return { item, index, runId, square: item * item };
      },
    });
    const items = Array.from({ length: 1000 }, (_, index) => index + 5000);
    const { output } = await run('a', { run: 'r-1', items });
    expect((output as { results: unknown }).results).toEqual(
      items.map((item, index) => ({ item, index, runId: 'r-1', square: item * item })),
    );
    expect(most).toBe(7);
    expect(keys.size).toBe(1000);
    expect(keys).toContain('test/a/Each#0[999]/Item#0');
    // The items' rows went with the Map.
    expect(database.read((db) => db.prepare('SELECT count(*) AS n FROM wf_executions').get())).toMatchObject({
      n: 1,
    });
  });

  test('many Maps at once never mix', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(4), { maxLength: 12 }), { minLength: 2, maxLength: 8 }),
        async (runs) => {
          const { engine, outcome } = await anEngine(
            aMap(aTask('Work', { End: true })),
            {
              Work: async (payload) => {
                await turns((payload as { item: number }).item);
                return payload;
              },
            },
            { concurrency: 5 },
          );
          await Promise.all(
            runs.map((items, at) => engine.start('test', `m-${at}`, { run: `r-${at}`, items })),
          );
          await engine.idle();
          for (const [at, items] of runs.entries()) {
            expect((outcome(`m-${at}`).output as { results: unknown }).results).toEqual(
              items.map((item, index) => ({ run: `r-${at}`, item, index })),
            );
          }
          await engine.stop();
        },
      ),
      { numRuns: 15, seed: 1 },
    );
  });

  test('no items, results thrown away, and items that are plain values', async () => {
    const seen: unknown[] = [];
    const definition = aMap(aTask('Work', { End: true }), { ItemSelector: undefined, ResultPath: null });
    const { run } = await anEngine(definition, {
      Work: async (payload) => {
        seen.push(payload);
      },
    });
    expect(await run('none', { items: [] })).toMatchObject({ output: { items: [] } });
    expect(await run('some', { items: [3, 1, 2] })).toMatchObject({ output: { items: [3, 1, 2] } });
    expect(seen.toSorted()).toEqual([1, 2, 3]);
    expect(await run('wrong', { items: 3 })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  test('a failing item fails the Map after those at work have ended; the others are never started', async () => {
    const ended: number[] = [];
    const started: number[] = [];
    let whenCaught: readonly number[] = [];
    const { run, database } = await anEngine(
      {
        StartAt: 'Each',
        States: {
          ...(
            aMap(aTask('Work', { End: true }), {
              MaxConcurrency: 3,
              Catch: [{ ErrorEquals: ['Broken'], ResultPath: '$.error', Next: 'Caught' }],
            }) as { States: object }
          ).States,
          Caught: aTask('Caught', { ResultPath: null, End: true }),
        },
      },
      {
        Work: async (payload) => {
          const { index } = payload as { index: number };
          started.push(index);
          if (index === 1) throw failure('Broken', 'item 1');
          await turns(20);
          ended.push(index);
        },
        Caught: async () => {
          whenCaught = [...ended];
        },
      },
    );
    const { output, status } = await run('a', {
      run: 1,
      items: Array.from({ length: 10 }, (_, index) => index),
    });
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({ error: { Error: 'Broken', Cause: 'item 1' } });
    expect(started).toEqual([0, 1, 2]);
    expect(whenCaught.toSorted()).toEqual([0, 2]);
    expect(database.read((db) => db.prepare('SELECT count(*) AS n FROM wf_executions').get())).toMatchObject({
      n: 1,
    });
  });

  test('several failing items at once fail it once; without a Catch the execution fails', async () => {
    const { run } = await anEngine(aMap(aTask('Work', { End: true })), {
      Work: async (payload) => {
        await turns((payload as { index: number }).index % 3);
        throw failure('Broken');
      },
    });
    expect(await run('a', { run: 1, items: [1, 2, 3, 4, 5, 6, 7, 8, 9] })).toMatchObject({
      status: 'FAILED',
      error: 'Broken',
    });
  });

  test('an item retries by itself, and a Map with Retry runs its items again under the same keys', async () => {
    const keys: string[] = [];
    let calls = 0;
    const { run, pass, outcome } = await anEngine(
      aMap(aTask('Work', { Retry: [{ ErrorEquals: ['Busy'] }], End: true }), {
        MaxConcurrency: 1,
        Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }],
      }),
      {
        Work: async (_payload, { idempotencyKey }) => {
          keys.push(idempotencyKey);
          calls += 1;
          if (calls === 1) throw failure('Busy');
          if (calls === 3) throw failure('Broken');
          return calls;
        },
      },
    );
    await run('a', { run: 1, items: ['x', 'y'] });
    await pass(1);
    await pass(1);
    expect(outcome('a').output).toMatchObject({ results: [4, 5] });
    const [first, second] = ['test/a/Each#0[0]/Item#0', 'test/a/Each#0[1]/Item#0'];
    expect(keys).toEqual([first, first, second, first, second]);
  });

  test('Maps in Maps, and items that wait', async () => {
    const tokens = new Map<string, string>();
    const inner = {
      Type: 'Map',
      ItemsPath: '$.item',
      ItemProcessor: {
        StartAt: 'Wait',
        States: {
          Wait: { Type: 'Wait', Seconds: 60, Next: 'Ask' },
          Ask: aTokenTask('Ask', {
            Parameters: { FunctionName: '${Ask}', Payload: { 'item.$': '$', 'token.$': '$$.Task.Token' } },
            End: true,
          }),
        },
      },
      End: true,
    };
    const { engine, run, pass, outcome } = await anEngine(aMap(inner), {
      Ask: async (payload) => {
        const { item, token } = payload as { item: string; token: string };
        tokens.set(item, token);
      },
    });
    await run('a', { run: 1, items: [['a', 'b'], [], ['c']] });
    await pass(60);
    expect([...tokens.keys()].toSorted()).toEqual(['a', 'b', 'c']);
    for (const item of ['c', 'b', 'a']) await engine.succeed(tokens.get(item)!, `${item}!`);
    await engine.idle();
    expect(outcome('a').output).toMatchObject({ results: [['a!', 'b!'], [], ['c!']] });
  });

  test('stopping the execution ends its items', async () => {
    const { engine, outcome, database } = await anEngine(aMap({ Type: 'Wait', Seconds: 60, End: true }));
    await engine.start('test', 'a', { run: 1, items: [1, 2, 3] });
    await engine.idle();
    expect(await engine.stopExecution('test', 'a')).toBe(true);
    await engine.idle();
    expect(outcome('a')).toMatchObject({ status: 'ABORTED' });
    expect(database.read((db) => db.prepare('SELECT count(*) AS n FROM wf_executions').get())).toMatchObject({
      n: 1,
    });
  });

  test('after a stop in the midst only the unfinished items run again', async () => {
    const calls: number[] = [];
    const gate = Promise.withResolvers<undefined>();
    const definition = aMap(aTask('Work', { End: true }), { MaxConcurrency: 4 });
    const work = async (payload: unknown): Promise<unknown> => {
      const { item } = payload as { item: number };
      calls.push(item);
      if (item === 6) void first.engine.stop();
      await turns(item % 3);
      if (calls.length > 8) await gate.promise;
      return item * 2;
    };
    const first = await anEngine(definition, { Work: work });
    const items = Array.from({ length: 30 }, (_, index) => index);
    await first.engine.start('test', 'a', { run: 1, items });
    await turns(50);
    gate.resolve(undefined);
    await first.engine.stop();
    const before = calls.length;
    expect(before).toBeLessThan(30);
    const again = await anEngine(
      definition,
      { Work: work },
      { database: first.database, clock: first.clock },
    );
    await again.engine.idle();
    expect(calls).toHaveLength(30);
    expect((again.outcome('a').output as { results: unknown }).results).toEqual(
      items.map((item) => item * 2),
    );
  });
});
