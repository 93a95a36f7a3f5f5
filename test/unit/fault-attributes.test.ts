import { expect, test } from '@jest/globals';
import { faultAttributes } from '../../functions/handlers/edge/log.ts';

test('of several things that failed, the log has the first of each, and what is theirs stays masked', () => {
  const inner = new AggregateError([new TypeError('claim 320602197005049981')], '1 failed');
  const others = Array.from({ length: 9 }, (_, n) => new Error(`run ${String(n)}`));
  const logged = faultAttributes(new AggregateError([inner, ...others], '10 of the sweep failed'));
  expect(logged).toMatchObject({ errorName: 'AggregateError', errorMessage: '10 of the sweep failed' });
  expect(logged.faults).toHaveLength(5);
  expect(logged.faults).toMatchObject([
    { errorMessage: '1 failed', faults: [{ errorName: 'TypeError', errorMessage: 'claim #' }] },
    { errorName: 'Error', errorMessage: 'run 0' },
    {},
    {},
    {},
  ]);
});
