import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { stepError, stepErrorNames } from '../../functions/app/ports/step-errors.ts';
import { stepHandler } from '../../functions/handlers/steps/edge/step-handler.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const input = z.strictObject({ claimId: z.string(), taskToken: z.string().optional() });

describe('a step', () => {
  test('gets its input checked, and what it returns is the output', async () => {
    const deps = edgeDeps();
    const step = stepHandler('assess-claim', input, deps, async ({ claimId }) => ({ outcome: claimId }));
    expect(await step({ claimId: 'claim-1', taskToken: 'token' })).toEqual({ outcome: 'claim-1' });
    expect(deps.lines).toEqual([
      { level: 'info', message: 'step done', step: 'assess-claim', claimId: 'claim-1' },
    ]);
  });

  test('refuses an input that is not its own by a name that no retry names', async () => {
    const deps = edgeDeps();
    const step = stepHandler('assess-claim', input, deps, async () => ({}));
    await expect(step({ claimId: 7 })).rejects.toMatchObject({ name: 'InvalidStepInput' });
  });

  test.each(stepErrorNames)('%s keeps its name', async (name) => {
    const deps = edgeDeps();
    const step = stepHandler('assess-claim', input, deps, async () => {
      throw stepError(name, 'away');
    });
    await expect(step({ claimId: 'claim-1' })).rejects.toMatchObject({ name, message: 'away' });
    expect(deps.lines[0]).toMatchObject({
      level: 'error',
      claimId: 'claim-1',
      errorName: name,
      unexpected: false,
    });
  });

  test('a fault is thrown on as it is, and logged as unexpected', async () => {
    const deps = edgeDeps();
    const fault = new TypeError('x is not a function');
    const step = stepHandler('assess-claim', input, deps, async () => {
      throw fault;
    });
    await expect(step({ claimId: 'claim-1' })).rejects.toBe(fault);
    expect(deps.lines[0]).toMatchObject({ errorName: 'TypeError', unexpected: true });
  });
});

test('workflows retry and catch no error of ours that is not declared', () => {
  const files = globSync('workflows/*/*.asl.json');
  expect(files.length).toBeGreaterThan(0);
  const named = files
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/"ErrorEquals":\s*\[([^\]]*)\]/g)])
    .flatMap(([, list = '']) => [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name))
    .filter((name) => !/^(States|Lambda|Sandbox)\./.test(name));
  expect(stepErrorNames).toEqual(expect.arrayContaining([...new Set(named)]));
});
