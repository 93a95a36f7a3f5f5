import { aTask, aTokenTask } from '../../builders/an-engine.ts';

/** What the killed processes work on: a Task that is retried, a token, a Wait, a Map, another Task. */
export const definition = {
  StartAt: 'Register',
  States: {
    Register: aTask('Register', {
      ResultPath: '$.registered',
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1 }],
      Next: 'Is it open',
    }),
    'Is it open': {
      Type: 'Choice',
      Choices: [{ Variable: '$.registered.open', BooleanEquals: true, Next: 'Ask' }],
      Default: 'Never',
    },
    Never: { Type: 'Fail', Error: 'Never' },
    Ask: aTokenTask('Ask', {
      Parameters: { FunctionName: '${Ask}', Payload: { 'token.$': '$$.Task.Token', 'n.$': '$.n' } },
      TimeoutSeconds: 31_536_000,
      ResultPath: '$.review',
      Next: 'Wait',
    }),
    Wait: { Type: 'Wait', Seconds: 5, Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'n.$': '$.n', 'item.$': '$$.Map.Item.Value' },
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Pay',
        States: { Pay: aTask('Pay', { End: true }) },
      },
      ResultPath: '$.paid',
      Next: 'Close',
    },
    Close: aTask('Close', { ResultPath: '$.closed', Next: 'Done' }),
    Done: { Type: 'Succeed' },
  },
};

export const perProcess = 6;
export const items = [1, 2, 3, 4, 5];

export function executionName(n: number): string {
  return `e-${n}`;
}

/** The keys of all effects that an execution must have, and the output it must end with. */
export function expected(n: number): { readonly keys: readonly string[]; readonly output: unknown } {
  const at = `test/${executionName(n)}`;
  return {
    keys: [
      `${at}/Register#0`,
      `${at}/Ask#2`,
      ...items.map((_, index) => `${at}/Each#4[${index}]/Pay#0`),
      `${at}/Close#5`,
    ],
    output: {
      n,
      items,
      registered: { open: true, n },
      review: { answerTo: `${at}/Ask#2` },
      paid: items.map((item) => ({ n, item })),
      closed: { n },
    },
  };
}
