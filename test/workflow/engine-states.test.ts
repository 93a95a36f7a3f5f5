import { describe, expect, test } from '@jest/globals';
import { aMachine, anEngine, aTask, failure } from '../builders/an-engine.ts';

const done = { status: 'SUCCEEDED', phase: 'ended' };

describe('states', () => {
  test('Task: paths, templates and intrinsics shape what its handler gets and what becomes of its result', async () => {
    const payloads: unknown[] = [];
    const { run } = await anEngine(
      aMachine(
        aTask('Add', {
          InputPath: '$.claim',
          Parameters: { 'id.$': '$.id', 'label.$': "States.Format('claim {}', $.id)", fixed: 1 },
          ResultSelector: { 'sum.$': '$.total' },
          ResultPath: '$.claim.result',
          OutputPath: '$.claim',
          End: true,
        }),
      ),
      {
        Add: async (payload) => {
          payloads.push(payload);
          return { total: 3, other: 'dropped' };
        },
      },
    );
    expect(await run('a', { claim: { id: 'c-1' } })).toEqual({
      ...done,
      output: { id: 'c-1', result: { sum: 3 } },
    });
    expect(payloads).toEqual([{ id: 'c-1', label: 'claim c-1', fixed: 1 }]);
  });

  test('Task through lambda:invoke: the handler gets the Payload, and its result is wrapped', async () => {
    const { run } = await anEngine(
      aMachine({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: '${Echo}', Payload: { 'got.$': '$.id' } },
        TimeoutSeconds: 5,
        OutputPath: '$.Payload',
        End: true,
      }),
      { Echo: async (payload) => payload },
    );
    expect(await run('a', { id: 7 })).toEqual({ ...done, output: { got: 7 } });
  });

  test('Task: a result of nothing is null, and with ResultPath null the input goes on', async () => {
    const { run } = await anEngine(
      {
        StartAt: 'First',
        States: {
          First: aTask('Nothing', { ResultPath: null, Next: 'Second' }),
          Second: aTask('Nothing', { ResultPath: '$.second', End: true }),
        },
      },
      { Nothing: async () => undefined },
    );
    expect(await run('a', { id: 1 })).toEqual({ ...done, output: { id: 1, second: null } });
  });

  test('Choice goes by its rules, else to its default, else the execution fails', async () => {
    const rules = [
      {
        And: [
          { Variable: '$.n', NumericGreaterThan: 10 },
          { Variable: '$.n', IsPresent: true },
        ],
        Next: 'Many',
      },
      { Not: { Variable: '$.kind', IsPresent: true }, Next: 'No kind' },
      { Variable: '$.kind', StringEquals: 'few', Next: 'Few' },
    ];
    const ends = Object.fromEntries(
      ['Many', 'Few', 'No kind', 'Otherwise'].map((name) => [
        name,
        { Type: 'Pass', Result: { at: name }, End: true },
      ]),
    );
    const definition = {
      StartAt: 'Which',
      States: { Which: { Type: 'Choice', Choices: rules, Default: 'Otherwise' }, ...ends },
    };
    const { run } = await anEngine(definition);
    expect((await run('a', { n: 11 })).output).toEqual({ at: 'Many' });
    expect((await run('b', { n: 1 })).output).toEqual({ at: 'No kind' });
    expect((await run('c', { n: 1, kind: 'few' })).output).toEqual({ at: 'Few' });
    expect((await run('d', { n: 1, kind: 'odd' })).output).toEqual({ at: 'Otherwise' });

    const { run: strict } = await anEngine({
      StartAt: 'Which',
      States: { Which: { Type: 'Choice', Choices: rules.slice(2) }, Few: ends.Few },
    });
    expect(await strict('e', { kind: 'odd' })).toMatchObject({
      status: 'FAILED',
      error: 'States.NoChoiceMatched',
    });
  });

  test('Pass, Succeed and Fail', async () => {
    const { run } = await anEngine({
      StartAt: 'Shape',
      States: {
        Shape: { Type: 'Pass', Parameters: { 'copy.$': '$.value' }, ResultPath: '$.shaped', Next: 'Which' },
        Which: {
          Type: 'Choice',
          Choices: [{ Variable: '$.value', BooleanEquals: true, Next: 'Good' }],
          Default: 'Bad',
        },
        Good: { Type: 'Succeed', OutputPath: '$.shaped' },
        Bad: { Type: 'Fail', Error: 'NotGood', Cause: 'the value was false' },
      },
    });
    expect(await run('good', { value: true })).toEqual({ ...done, output: { copy: true } });
    expect(await run('bad', { value: false })).toEqual({
      status: 'FAILED',
      phase: 'ended',
      error: 'NotGood',
      cause: 'the value was false',
    });
  });

  test('a state may follow itself, and each visit has its own idempotency key', async () => {
    const keys: string[] = [];
    const { run } = await anEngine(
      {
        StartAt: 'Count',
        States: {
          Count: aTask('Count', { Next: 'Enough' }),
          Enough: {
            Type: 'Choice',
            Choices: [{ Variable: '$.n', NumericGreaterThanEquals: 3, Next: 'Done' }],
            Default: 'Count',
          },
          Done: { Type: 'Succeed' },
        },
      },
      {
        Count: async (payload, { idempotencyKey }) => {
          keys.push(idempotencyKey);
          return { n: (payload as { n: number }).n + 1 };
        },
      },
    );
    expect(await run('a', { n: 0 })).toEqual({ ...done, output: { n: 3 } });
    expect(keys).toEqual(['test/a/Count#0', 'test/a/Count#2', 'test/a/Count#4']);
  });

  test('the context object names the execution, also in states after the first', async () => {
    const { run } = await anEngine({
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Result: { replaced: true }, Next: 'Second' },
        Second: {
          Type: 'Pass',
          Parameters: {
            'name.$': '$$.Execution.Name',
            'input.$': '$$.Execution.Input.id',
            'state.$': '$$.State.Name',
            'machine.$': '$$.StateMachine.Name',
            'text.$': "States.Format('{}-{}', $$.Execution.Name, $$.Execution.Input.id)",
          },
          End: true,
        },
      },
    });
    expect((await run('a', { id: 'c-1' })).output).toEqual({
      name: 'a',
      input: 'c-1',
      state: 'Second',
      machine: 'test',
      text: 'a-c-1',
    });
  });

  test('a loop of states without effects is ended, and does not hold up others', async () => {
    const { run } = await anEngine({
      StartAt: 'Round',
      States: { Round: { Type: 'Pass', Next: 'And round' }, 'And round': { Type: 'Pass', Next: 'Round' } },
    });
    expect(await run('a')).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  test('data over 256 KB fails the execution, as on AWS', async () => {
    const { run } = await anEngine(aMachine(aTask('Big', { End: true })), {
      Big: async () => 'x'.repeat(270_000),
    });
    expect(await run('a')).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('a path that leads nowhere, and a slip inside the interpreter, are States.Runtime', async () => {
    const { run } = await anEngine({
      StartAt: 'Which',
      States: {
        Which: {
          Type: 'Choice',
          Choices: [{ Variable: '$.text', IsPresent: true, Next: 'Parse' }],
          Default: 'Look',
        },
        Look: { Type: 'Pass', InputPath: '$.nowhere', End: true },
        Parse: { Type: 'Pass', Parameters: { 'value.$': 'States.StringToJson($.text)' }, End: true },
      },
    });
    expect(await run('a')).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(await run('b', { text: '{' })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

describe('errors', () => {
  const machine = {
    StartAt: 'Try',
    States: {
      Try: aTask('Try', {
        Retry: [
          { ErrorEquals: ['RegisterDown'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 },
          { ErrorEquals: ['Busy'], IntervalSeconds: 10, MaxDelaySeconds: 15, JitterStrategy: 'FULL' },
        ],
        Catch: [
          { ErrorEquals: ['RegisterDown', 'NotOurs'], ResultPath: '$.error', Next: 'Caught' },
          { ErrorEquals: ['States.ALL'], Next: 'Caught by all' },
        ],
        End: true,
      }),
      Caught: { Type: 'Pass', Parameters: { 'seen.$': '$.error', 'id.$': '$.id' }, End: true },
      'Caught by all': { Type: 'Succeed' },
    },
  };

  test('a retried error waits on the business clock, backs off, and is then caught', async () => {
    let calls = 0;
    const { run, pass, outcome } = await anEngine(machine, {
      Try: async () => {
        calls += 1;
        throw failure('RegisterDown', `call ${calls}`);
      },
    });
    expect(await run('a', { id: 1 })).toMatchObject({ status: 'RUNNING', phase: 'backoff' });
    await pass(1.9);
    expect(calls).toBe(1);
    await pass(0.1);
    expect(calls).toBe(2);
    await pass(5.9);
    expect(calls).toBe(2);
    await pass(0.1);
    expect(calls).toBe(3);
    expect(outcome('a')).toEqual({
      ...done,
      output: { seen: { Error: 'RegisterDown', Cause: 'call 3' }, id: 1 },
    });
  });

  test('each Retry rule counts its own attempts, and a success ends the retrying', async () => {
    const errors = ['RegisterDown', 'Busy', 'RegisterDown', 'Busy'];
    const keys = new Set<string>();
    const { run, pass, outcome } = await anEngine(machine, {
      Try: async (_payload, { idempotencyKey }) => {
        keys.add(idempotencyKey);
        const error = errors.shift();
        if (error !== undefined) throw failure(error);
        return 'at last';
      },
    });
    await run('a');
    await pass(2);
    expect(errors).toEqual(['RegisterDown', 'Busy']);
    await pass(5); // half of 10 s, by the jitter
    await pass(6);
    expect(errors).toEqual([]);
    await pass(7.5); // half of min(20 s, 15 s)
    expect(outcome('a')).toEqual({ ...done, output: 'at last' });
    expect(keys.size).toBe(1);
  });

  test('what no rule names fails the execution; States.ALL takes all but States.Runtime', async () => {
    const { run } = await anEngine(machine, {
      Try: async (payload) => {
        throw failure((payload as { error: string }).error);
      },
    });
    expect(await run('a', { error: 'Odd' })).toEqual({
      ...done,
      output: { Error: 'Odd', Cause: 'it did not go well' },
    });
    expect(await run('b', { error: 'States.Runtime' })).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
    });

    const { run: bare } = await anEngine(aMachine(aTask('Try', { End: true })), {
      Try: async () => {
        throw failure('Odd');
      },
    });
    expect(await bare('a')).toMatchObject({ status: 'FAILED', error: 'Odd', cause: 'it did not go well' });
  });

  test('a handler that is too slow has timed out, and its late result is ignored', async () => {
    const late = Promise.withResolvers<unknown>();
    const { run, outcome, engine } = await anEngine(
      {
        StartAt: 'Slow',
        States: {
          Slow: aTask('Slow', {
            TimeoutSeconds: 1,
            Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'Late' }],
            End: true,
          }),
          Late: aTask('Note', { ResultPath: '$.noted', End: true }),
        },
      },
      { Slow: () => late.promise, Note: async () => 'noted' },
    );
    expect(await run('a')).toMatchObject({ output: { error: { Error: 'States.Timeout' }, noted: 'noted' } });
    late.resolve('too late');
    await engine.idle();
    expect(outcome('a')).toMatchObject({ output: { noted: 'noted' } });
  });

  test("a result that is no JSON is the handler's error", async () => {
    const { run } = await anEngine(aMachine(aTask('Odd', { End: true })), { Odd: async () => ({ n: 1n }) });
    expect(await run('a')).toMatchObject({ status: 'FAILED', error: 'TypeError' });
  });
});
