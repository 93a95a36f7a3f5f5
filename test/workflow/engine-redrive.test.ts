import { describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { anEngine, aTask, aTokenTask, failure } from '../builders/an-engine.ts';

const threeSteps = {
  StartAt: 'First',
  States: {
    First: aTask('Do', { Parameters: { step: 'first' }, ResultPath: '$.first', Next: 'Both' }),
    Both: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Each',
        States: { Each: aTask('Do', { End: true }) },
      },
      ResultPath: '$.both',
      Next: 'Last',
    },
    Last: aTask('Do', { InputPath: '$.both', End: true }),
  },
};

/** Keeps what it is called with, and fails for what is broken. */
function aWorker() {
  const calls: unknown[] = [];
  const broken = new Set<unknown>();
  return {
    calls,
    broken,
    Do: (payload: unknown) => {
      calls.push(payload);
      if (broken.has(payload)) throw failure('Defect');
      return Promise.resolve(payload);
    },
  };
}

describe('what has failed', () => {
  test('goes on at the state in which it failed, once its cause is mended', async () => {
    const { calls, broken, Do } = aWorker();
    const { engine, run, outcome, clock } = await anEngine(threeSteps, { Do });
    broken.add('b');
    expect(await run('x', { items: ['a', 'b'] })).toMatchObject({ status: 'FAILED', error: 'Defect' });
    expect(calls).toEqual([{ step: 'first' }, 'a', 'b']);

    expect(await engine.redrive()).toBe(1);
    await engine.idle();
    expect(outcome('x')).toMatchObject({ status: 'FAILED', error: 'Defect' });

    calls.length = 0;
    broken.clear();
    clock.advance(60);
    expect(await engine.redrive()).toBe(1);
    await engine.idle();
    expect(outcome('x')).toEqual({ status: 'SUCCEEDED', phase: 'ended', output: ['a', 'b'] });
    expect(calls).toEqual(['a', 'b', ['a', 'b']]);
    expect(await engine.redrive()).toBe(0);

    const history = engine.executions.history(engine.executions.find('test', 'x')!);
    expect(history.map(({ kind, state }) => (state === undefined ? kind : `${kind} ${state}`))).toEqual([
      'started',
      'entered First',
      'exited First',
      'entered Both',
      'failed Both',
      'failed Both',
      'exited Both',
      'entered Last',
      'exited Last',
      'succeeded',
    ]);
  });

  test('in a state without effects after a Task has that Task’s result still', async () => {
    const { calls, Do } = aWorker();
    const choice = {
      Type: 'Choice',
      Choices: [{ Variable: '$.step', StringEquals: 'another', Next: 'Last' }],
    };
    const { engine, run, outcome } = await anEngine(
      {
        StartAt: 'First',
        States: {
          First: aTask('Do', { Parameters: { step: 'first' }, Next: 'Which' }),
          Which: choice,
          Last: { Type: 'Succeed' },
        },
      },
      { Do },
    );
    expect(await run('x')).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
    await engine.redrive();
    await engine.idle();
    expect(outcome('x')).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
    expect(calls).toEqual([{ step: 'first' }]);
  });

  test('while it waited hands on a new token, and has its time anew', async () => {
    const tokens: string[] = [];
    const { engine, run, outcome, pass } = await anEngine(
      { TimeoutSeconds: 600, StartAt: 'Ask', States: { Ask: aTokenTask('Ask', { End: true }) } },
      {
        Ask: (payload) => {
          tokens.push((payload as { token: string }).token);
          return Promise.resolve();
        },
      },
    );
    await run('x');
    await engine.fail(tokens[0]!, 'Defect', 'no');
    await engine.idle();
    expect(outcome('x')).toMatchObject({ status: 'FAILED', error: 'Defect' });
    await pass(500);
    await engine.redrive();
    await pass(500);
    expect(await engine.succeed(tokens[0]!, 'late')).toBe(false);
    expect(outcome('x').status).toBe('RUNNING');
    await pass(100);
    // What has timed out is no failure to be tried again.
    expect(outcome('x').status).toBe('TIMED_OUT');
    expect(await engine.redrive()).toBe(0);
    expect(tokens).toHaveLength(2);
  });

  test('goes on after a restart; what needs a handler that is gone stays failed, and holds up nothing', async () => {
    const database = SqliteDatabase.open(':memory:');
    const { broken, Do } = aWorker();
    const before = await anEngine(threeSteps, { Do }, { database });
    broken.add('b');
    await before.run('x', { items: ['b'] });
    await before.engine.stop();

    const without = await anEngine(
      { StartAt: 'End', States: { End: { Type: 'Succeed' } } },
      {},
      { database },
    );
    expect(await without.engine.redrive()).toBe(0);
    expect((await without.run('y')).status).toBe('SUCCEEDED');
    await without.engine.stop();

    broken.clear();
    const after = await anEngine(threeSteps, { Do }, { database });
    expect(await after.engine.redrive()).toBe(1);
    await after.engine.idle();
    expect(after.outcome('x').status).toBe('SUCCEEDED');
  });
});
