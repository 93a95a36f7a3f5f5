import { describe, expect, test } from '@jest/globals';
import { ExecutionAlreadyExists, StateMachineDoesNotExist } from '../../local/engine/engine.ts';
import type { StepHandler } from '../../local/engine/step.ts';
import { aMachine, anEngine, aTask, aTokenTask, failure } from '../builders/an-engine.ts';

/** A handler that keeps the tokens it is given. */
function tokenKeeper(): { tokens: string[]; keep: StepHandler } {
  const tokens: string[] = [];
  return {
    tokens,
    keep: async (payload) => {
      tokens.push((payload as { token: string }).token);
    },
  };
}

const review = {
  StartAt: 'Wait for the review',
  States: {
    'Wait for the review': aTokenTask('Ask', {
      ResultPath: '$.review',
      Catch: [
        { ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Too late' },
        { ErrorEquals: ['Refused'], ResultPath: '$.error', Next: 'Refused' },
      ],
      Next: 'Reviewed',
    }),
    Reviewed: { Type: 'Succeed' },
    Refused: { Type: 'Succeed' },
    'Too late': { Type: 'Pass', Parameters: { late: true, 'id.$': '$.id' }, End: true },
  },
};

describe('waiting for a token', () => {
  test('an answer after the handler returned wakes the execution with it', async () => {
    const { tokens, keep } = tokenKeeper();
    const { engine, run, outcome } = await anEngine(review, { Ask: keep });
    expect(await run('a', { id: 1 })).toEqual({ status: 'RUNNING', phase: 'token' });
    expect(await engine.succeed(tokens[0]!, { signal: 'approved' })).toBe(true);
    await engine.idle();
    expect(outcome('a')).toEqual({
      status: 'SUCCEEDED',
      phase: 'ended',
      output: { id: 1, review: { signal: 'approved' } },
    });
  });

  test('an answer before the handler returned is not lost, even if the handler never returns', async () => {
    const answered = Promise.withResolvers<boolean>();
    const never = new Promise<never>(() => undefined);
    const { engine, run } = await anEngine(review, {
      Ask: async (payload) => {
        answered.resolve(await engine.succeed((payload as { token: string }).token, 'early'));
        await never;
      },
    });
    expect(await run('a', { id: 1 })).toMatchObject({ output: { id: 1, review: 'early' } });
    expect(await answered.promise).toBe(true);
  });

  test('an answer at any moment around the parking is not lost', async () => {
    let microtasks = 0;
    const { engine, run } = await anEngine(review, {
      Ask: async (payload) => {
        const { token } = payload as { token: string };
        // The answer and the parking share a group of writes, in either order.
        const answer = async (): Promise<void> => {
          for (let waited = 0; waited < microtasks; waited += 1) await Promise.resolve();
          await engine.succeed(token, 'at once');
        };
        void answer();
      },
    });
    for (; microtasks < 80; microtasks += 1) {
      expect(await run(`a-${microtasks}`, {})).toMatchObject({ output: { review: 'at once' } });
    }
  });

  test.each([
    ['ends the execution', {}],
    ['is retried', { Retry: [{ ErrorEquals: ['Late'] }] }],
    ['is caught', { Catch: [{ ErrorEquals: ['Late'], Next: 'Only' }] }],
  ])('an answer wins over a failure of the handler that comes after it and %s', async (_name, more) => {
    const { engine, run } = await anEngine(aMachine(aTokenTask('Ask', { End: true, ...more })), {
      Ask: async (payload) => {
        void engine.succeed((payload as { token: string }).token, 'answered');
        throw failure('Late');
      },
    });
    expect(await run('a')).toEqual({ status: 'SUCCEEDED', phase: 'ended', output: 'answered' });
  });

  test('a token is good for one answer; used, late and unknown ones change nothing', async () => {
    const { tokens, keep } = tokenKeeper();
    const { engine, run, outcome, pass } = await anEngine(review, { Ask: keep });
    await run('a', { id: 1 });
    const answers = await Promise.all([
      engine.succeed(tokens[0]!, 'first'),
      engine.succeed(tokens[0]!, 'second'),
      engine.fail(tokens[0]!, 'Refused', 'third'),
    ]);
    await engine.idle();
    expect(answers).toEqual([true, false, false]);
    expect(outcome('a')).toMatchObject({ output: { review: 'first' } });

    await run('b', { id: 2 });
    await pass(3600);
    expect(await engine.succeed(tokens[1]!, 'late')).toBe(false);
    expect(await engine.succeed('no-such-token', 'x')).toBe(false);
    expect(outcome('b')).toMatchObject({ output: { late: true, id: 2 } });
  });

  test('a token that has timed out is no good, also before the execution comes to its turn', async () => {
    const { tokens, keep } = tokenKeeper();
    const gate = Promise.withResolvers<undefined>();
    const { engine, run, outcome, clock } = await anEngine(
      { ...review, States: { ...review.States, Refused: aTask('Block', { End: true }) } },
      { Ask: keep, Block: () => gate.promise },
      { concurrency: 1 },
    );
    await run('late', { id: 1 });
    await run('blocks', { id: 2 });
    await engine.fail(tokens[1]!, 'Refused', 'and then works for long');
    clock.advance(3600);
    await engine.clockMoved();
    expect(await engine.succeed(tokens[0]!, 'too late')).toBe(false);
    gate.resolve(undefined);
    await engine.idle();
    expect(outcome('late')).toMatchObject({ output: { late: true, id: 1 } });
  });

  test('a failure by token is caught by its name', async () => {
    const { tokens, keep } = tokenKeeper();
    const { engine, run, outcome } = await anEngine(review, { Ask: keep });
    await run('a', { id: 1 });
    expect(await engine.fail(tokens[0]!, 'Refused', 'not entitled')).toBe(true);
    await engine.idle();
    expect(outcome('a')).toMatchObject({
      output: { id: 1, error: { Error: 'Refused', Cause: 'not entitled' } },
    });
  });

  test('the timeout is due on the business clock, and a retry gets a new token', async () => {
    const { tokens, keep } = tokenKeeper();
    const { engine, run, outcome, pass } = await anEngine(
      aMachine(
        aTokenTask('Ask', {
          Retry: [{ ErrorEquals: ['States.Timeout', 'Busy'], MaxAttempts: 2 }],
          End: true,
        }),
      ),
      { Ask: keep },
    );
    await run('a');
    await pass(3599);
    expect(tokens).toHaveLength(1);
    await pass(1);
    expect(outcome('a').phase).toBe('backoff');
    await pass(1);
    expect(tokens).toHaveLength(2);
    expect(tokens[1]).not.toBe(tokens[0]);
    expect(await engine.succeed(tokens[0]!, 'for the old one')).toBe(false);
    expect(await engine.succeed(tokens[1]!, 'for the new one')).toBe(true);
    await engine.idle();
    expect(outcome('a')).toMatchObject({ output: 'for the new one' });
  });

  test("a token's retries are counted over its waits", async () => {
    const { run, outcome, pass } = await anEngine(
      aMachine(
        aTokenTask('Ask', { Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }], End: true }),
      ),
      { Ask: async () => undefined },
    );
    await run('a');
    await pass(3600);
    await pass(1);
    expect(outcome('a')).toEqual({ status: 'RUNNING', phase: 'token' });
    await pass(3600);
    expect(outcome('a')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('a handler that fails before it could hand the token on is retried', async () => {
    const { tokens, keep } = tokenKeeper();
    let calls = 0;
    const { engine, run, pass, outcome } = await anEngine(
      aMachine(aTokenTask('Ask', { Retry: [{ ErrorEquals: ['StoreUnavailable'] }], End: true })),
      {
        Ask: async (payload, context) => {
          calls += 1;
          if (calls === 1) throw failure('StoreUnavailable');
          return keep(payload, context);
        },
      },
    );
    await run('a');
    await pass(1);
    expect(await engine.succeed(tokens[0]!, 'answer')).toBe(true);
    await engine.idle();
    expect(outcome('a')).toMatchObject({ output: 'answer' });
  });
});

describe('waiting for a time', () => {
  const wait = (state: object): object => ({
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', ...state, Next: 'After' },
      After: aTask('Note', { ResultPath: '$.noted', End: true }),
    },
  });

  test.each([
    [{ Seconds: 90 }, {}],
    [{ SecondsPath: '$.wait' }, { wait: 90 }],
    [{ Timestamp: '2008-03-03T01:01:30Z' }, {}],
    [{ InputPath: '$.inner', TimestampPath: '$.until' }, { inner: { until: '2008-03-03T09:01:30+08:00' } }],
  ])('Wait with %j', async (state, input) => {
    const { run, pass, outcome } = await anEngine(wait(state), { Note: async () => true });
    expect(await run('a', input)).toMatchObject({ phase: 'wait' });
    await pass(89.999);
    expect(outcome('a').phase).toBe('wait');
    await pass(0.001);
    expect(outcome('a')).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('a time that is none fails the execution', async () => {
    const { run } = await anEngine(wait({ TimestampPath: '$.until' }), { Note: async () => true });
    expect(await run('a', { until: 'tomorrow' })).toMatchObject({ error: 'States.Runtime' });
  });

  test('a clock that jumps a year fires all that it passes, in due order', async () => {
    const fired: number[] = [];
    const { engine, run, pass } = await anEngine(
      {
        StartAt: 'Wait',
        States: {
          Wait: { Type: 'Wait', SecondsPath: '$.wait', Next: 'Note' },
          Note: aTask('Note', { End: true }),
        },
      },
      {
        Note: async (payload) => {
          fired.push((payload as { wait: number }).wait);
        },
      },
      { concurrency: 1 },
    );
    const waits = Array.from({ length: 300 }, (_, index) => (((index * 7919) % 300) + 1) * 86_400);
    for (const [index, wait] of waits.entries()) await engine.start('test', `w-${index}`, { wait });
    await engine.idle();
    expect(fired).toEqual([]);
    await pass(365 * 86_400);
    expect(fired).toEqual(waits.toSorted((a, b) => a - b));
    expect(await run('last', { wait: 1 })).toMatchObject({ phase: 'wait' });
  });

  test('a Retry that is due by the time it is journalled is made once, and not lost', async () => {
    let microtasks = 0;
    const calls = new Map<string, number>();
    const { engine, run, pass, outcome, clock } = await anEngine(
      {
        StartAt: 'Which',
        States: {
          Which: {
            Type: 'Choice',
            Choices: [{ Variable: '$.wait', IsPresent: true, Next: 'Wait' }],
            Default: 'Try',
          },
          Wait: { Type: 'Wait', SecondsPath: '$.wait', End: true },
          Try: aTask('Try', { Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }], End: true }),
        },
      },
      {
        Try: async (_payload, { idempotencyKey }) => {
          const call = (calls.get(idempotencyKey) ?? 0) + 1;
          calls.set(idempotencyKey, call);
          if (call > 1) {
            await new Promise((resolve) => setImmediate(resolve));
            return call;
          }
          // The Wait makes the timers fire in the group of writes in which this Retry is journalled.
          clock.advance(5);
          void engine.clockMoved();
          const late = async (): Promise<void> => {
            for (let waited = 0; waited < microtasks; waited += 1) await Promise.resolve();
            clock.advance(1);
          };
          void late();
          throw failure('Busy');
        },
      },
    );
    for (; microtasks < 80; microtasks += 1) {
      await run(`wait-${microtasks}`, { wait: 5 });
      await run(`try-${microtasks}`);
      await pass(1);
      expect(outcome(`try-${microtasks}`)).toMatchObject({ status: 'SUCCEEDED', output: 2 });
    }
    expect(new Set(calls.values())).toEqual(new Set([2]));
  });

  test('by itself when real time passes', async () => {
    const note = Promise.withResolvers<undefined>();
    const { engine } = await anEngine(wait({ Seconds: 0 }), { Note: async () => note.resolve(undefined) });
    await engine.start('test', 'a', {});
    await note.promise;
  });

  test('an execution with TimeoutSeconds ends as TIMED_OUT wherever it stands', async () => {
    const { tokens, keep } = tokenKeeper();
    const { engine, run, outcome, pass } = await anEngine(
      { ...aMachine(aTokenTask('Ask', { End: true })), TimeoutSeconds: 60 },
      { Ask: keep },
    );
    await run('a');
    await pass(60);
    expect(outcome('a')).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(await engine.succeed(tokens[0]!, 'late')).toBe(false);
  });
});

describe('executions', () => {
  test('the same start again changes nothing; another input is refused', async () => {
    let calls = 0;
    const { engine, run, outcome } = await anEngine(aMachine(aTask('Count', { End: true })), {
      Count: async () => {
        calls += 1;
      },
    });
    await run('a', { x: 1, y: [2] });
    await run('a', { y: [2], x: 1 });
    await Promise.all(Array.from({ length: 20 }, () => engine.start('test', 'b', { x: 1 })));
    await engine.idle();
    expect(calls).toBe(2);
    await expect(engine.start('test', 'a', { x: 2 })).rejects.toThrow(ExecutionAlreadyExists);
    await expect(engine.start('other', 'a', {})).rejects.toThrow(StateMachineDoesNotExist);
    await expect(engine.start('test', 'a/b', {})).rejects.toThrow(RangeError);
    expect(outcome('a').status).toBe('SUCCEEDED');
  });

  test('no more run at once than allowed, first come first served', async () => {
    let atWork = 0;
    let most = 0;
    const order: string[] = [];
    const { engine } = await anEngine(
      aMachine(aTask('Work', { End: true })),
      {
        Work: async (_payload, { idempotencyKey }) => {
          atWork += 1;
          most = Math.max(most, atWork);
          order.push(idempotencyKey);
          await new Promise((resolve) => setImmediate(resolve));
          atWork -= 1;
        },
      },
      { concurrency: 5 },
    );
    const names = Array.from({ length: 60 }, (_, index) => `e-${index}`);
    await Promise.all(names.map((name) => engine.start('test', name, {})));
    await engine.idle();
    expect(most).toBe(5);
    expect(order).toEqual(names.map((name) => `test/${name}/Only#0`));
  });

  test('those under way keep their definition, new ones get the new', async () => {
    const { tokens, keep } = tokenKeeper();
    const then = (result: string): object => ({
      StartAt: 'Wait',
      States: {
        Wait: aTokenTask('Ask', { Next: result }),
        [result]: { Type: 'Pass', Result: { result }, End: true },
      },
    });
    const { engine, run, outcome, database, clock } = await anEngine(then('Old way'), { Ask: keep });
    await run('old');
    await engine.define('test', then('New way'), { Ask: keep });
    await run('new');
    await engine.stop();

    // Also after a restart that knows the new definition alone.
    const again = await anEngine(then('Newest way'), { Ask: keep }, { database, clock });
    await again.run('newest');
    for (const token of tokens) expect(await again.engine.succeed(token, {})).toBe(true);
    await again.engine.idle();
    expect(['old', 'new', 'newest'].map((name) => outcome(name).output)).toEqual([
      { result: 'Old way' },
      { result: 'New way' },
      { result: 'Newest way' },
    ]);
  });

  test('an engine that lacks a handler of an execution under way does not start', async () => {
    const { tokens, keep } = tokenKeeper();
    const asking = { StartAt: 'Wait', States: { Wait: aTokenTask('Ask', { End: true }) } };
    const { engine, run, database, clock, outcome } = await anEngine(asking, { Ask: keep });
    await run('a');
    await engine.stop();
    const renamed = { StartAt: 'Wait', States: { Wait: aTokenTask('AskAnew', { End: true }) } };
    await expect(anEngine(renamed, { AskAnew: keep }, { database, clock })).rejects.toThrow(
      'test: no handler for Ask',
    );
    const again = await anEngine(renamed, { AskAnew: keep, Ask: keep }, { database, clock });
    await again.engine.succeed(tokens[0]!, 'still there');
    await again.engine.idle();
    expect(outcome('a')).toMatchObject({ output: 'still there' });
  });

  test('stopping one ends it, and what its handler still gives is ignored', async () => {
    const work = Promise.withResolvers<unknown>();
    const { engine, outcome } = await anEngine(
      {
        StartAt: 'Work',
        States: { Work: aTask('Work', { Next: 'More' }), More: aTask('Work', { End: true }) },
      },
      { Work: () => work.promise },
    );
    await engine.start('test', 'a', {});
    expect(await engine.stopExecution('test', 'a', 'NotWanted', 'by the operator')).toBe(true);
    work.resolve('done');
    await engine.idle();
    expect(outcome('a')).toMatchObject({ status: 'ABORTED', error: 'NotWanted', cause: 'by the operator' });
    expect(await engine.stopExecution('test', 'a')).toBe(false);
  });

  test('stop lets running handlers end and keeps their results; resume goes on from there', async () => {
    const calls: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const definition = {
      StartAt: 'One',
      States: { One: aTask('Do', { Next: 'Two' }), Two: aTask('Do', { End: true }) },
    };
    const work: StepHandler = async (_payload, { idempotencyKey }) => {
      calls.push(idempotencyKey);
      await gate.promise;
      return calls.length;
    };
    const { engine, database, clock } = await anEngine(definition, { Do: work });
    await engine.start('test', 'a', {});
    const stopped = engine.stop();
    gate.resolve(undefined);
    await stopped;
    expect(calls).toEqual(['test/a/One#0']);
    const again = await anEngine(definition, { Do: work }, { database, clock });
    await again.engine.idle();
    expect(calls).toEqual(['test/a/One#0', 'test/a/Two#1']);
    expect(again.outcome('a')).toEqual({ status: 'SUCCEEDED', phase: 'ended', output: 2 });
  });
});
