import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { stepErrorNames } from '../../functions/app/ports/step-errors.ts';
import { houseRules, lintWorkflow, type LintInput } from '../../tools/asl-lint.ts';
import { aTask, aTokenTask } from '../builders/an-engine.ts';

const folders = globSync('workflows/*/bindings.ts').map((path) => dirname(path));

describe('our workflows', () => {
  test('are found', () => {
    expect(folders.map((folder) => basename(folder))).toEqual(
      expect.arrayContaining(['claim', 'payment-run']),
    );
    expect(
      globSync('workflows/*/*.asl.json')
        .map((path) => dirname(path))
        .toSorted(),
    ).toEqual(folders.toSorted());
  });

  test.each(folders)('%s is well formed, bound, and keeps to our rules', async (folder) => {
    const name = basename(folder);
    const exported = (await import(pathToFileURL(join(folder, 'bindings.ts')).href)) as object;
    const [bindings] = Object.values(exported) as { machine: string; definition: string; steps: object }[];
    const path = `workflows/${name}/${name}.asl.json`;
    expect(bindings).toMatchObject({ machine: name, definition: path });
    const definition = JSON.parse(readFileSync(path, 'utf8')) as object;
    const problems = lintWorkflow({
      definition,
      bindings: Object.keys(bindings!.steps),
      errorNames: stepErrorNames,
    });
    expect(problems).toEqual([]);
  });
});

describe('each rule', () => {
  const done = { Done: { Type: 'Succeed' } };
  const machine = (state: object, more: object = done): object => ({
    StartAt: 'First',
    States: { First: state, ...more },
  });
  const aMap = (item: object, more: object = {}): object => ({
    Type: 'Map',
    MaxConcurrency: 2,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
      StartAt: 'Item',
      States: { Item: item },
    },
    ResultPath: null,
    Next: 'Done',
    ...more,
  });
  const good = aTask('Do', { Next: 'Done' });
  const input = (definition: object): LintInput => ({
    definition,
    bindings: ['Do'],
    errorNames: ['RegisterUnavailable'],
  });

  test('a workflow without fault has no problems, and is not changed by looking', () => {
    for (const definition of [
      machine(good),
      machine(aTokenTask('Do', { Next: 'Done' })),
      machine(aMap(aTask('Do', { End: true }))),
      machine({
        ...good,
        Retry: [{ ErrorEquals: ['RegisterUnavailable', 'Lambda.ServiceException'] }],
        Catch: [
          { ErrorEquals: ['States.Timeout'], Next: 'Done' },
          { ErrorEquals: ['States.ALL'], Next: 'Done' },
        ],
      }),
    ]) {
      const before = JSON.stringify(definition);
      expect(lintWorkflow(input(definition))).toEqual([]);
      expect(JSON.stringify(definition)).toBe(before);
    }
  });

  const state = (fields: object): object => machine({ ...good, ...fields });
  const choice = (rule: object): object =>
    machine(
      { ...good, Next: 'Which' },
      { Which: { Type: 'Choice', Choices: [{ ...rule, Next: 'Done' }], Default: 'Done' }, ...done },
    );
  const map = (more: object): object => machine(aMap(aTask('Do', { End: true }), more));
  const parallel = (inner: object): object =>
    machine({
      Type: 'Parallel',
      Branches: [{ StartAt: 'Branch', States: { Branch: inner } }],
      Next: 'Done',
    });

  test.each<[string, object, string]>([
    ['States.UUID', state({ Parameters: { 'id.$': 'States.UUID()' } }), 'States.UUID is banned'],
    [
      'States.MathRandom',
      state({ Parameters: { 'n.$': 'States.MathRandom(1, 6)' } }),
      'States.MathRandom is banned',
    ],
    [
      'the start time',
      state({ Parameters: { 'at.$': '$$.Execution.StartTime' } }),
      '$$.Execution.StartTime is banned',
    ],
    [
      'States.TaskFailed',
      state({ Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Done' }] }),
      'States.TaskFailed catches all',
    ],
    [
      'States.ALL in a Retry',
      state({ Retry: [{ ErrorEquals: ['States.ALL'] }] }),
      'Retry: States.ALL would repeat',
    ],
    [
      'States.ALL with others',
      state({ Catch: [{ ErrorEquals: ['States.ALL', 'States.Timeout'], Next: 'Done' }] }),
      'States.ALL stands alone and last',
    ],
    [
      'States.ALL not last',
      state({
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'Done' },
          { ErrorEquals: ['States.Timeout'], Next: 'Done' },
        ],
      }),
      'States.ALL stands alone and last',
    ],
    [
      'an error nobody throws',
      state({ Retry: [{ ErrorEquals: ['RegisterUnavailabel'] }] }),
      'Retry: no step throws RegisterUnavailabel',
    ],
    [
      'a Wait in a Map',
      machine(
        aMap(
          { Type: 'Wait', Seconds: 1, Next: 'Do' },
          {
            ItemProcessor: {
              ProcessorConfig: { Mode: 'INLINE' },
              StartAt: 'Item',
              States: { Item: { Type: 'Wait', Seconds: 1, Next: 'Do' }, Do: aTask('Do', { End: true }) },
            },
          },
        ),
      ),
      '"Item": nothing waits inside',
    ],
    ['a token in a Map', machine(aMap(aTokenTask('Do', { End: true }))), '"Item": nothing waits inside'],
    ['a token in a Parallel', parallel(aTokenTask('Do', { End: true })), '"Branch": nothing waits inside'],
    ['IsPresent: false', choice({ Variable: '$.a', IsPresent: false }), 'IsPresent: false never matches'],
    [
      'IsPresent: false, deep',
      choice({ Not: { And: [{ Variable: '$.a', IsPresent: false }] } }),
      'IsPresent: false never matches',
    ],
    ['no timeout', state({ TimeoutSeconds: undefined }), 'a Task has TimeoutSeconds'],
    ['a heartbeat that is too long', state({ HeartbeatSeconds: 30 }), 'a heartbeat is shorter'],
    [
      'a resource without binding',
      state({ Resource: '${Undone}' }),
      '${Undone} is neither a bound placeholder',
    ],
    [
      'another integration',
      state({ Resource: 'arn:aws:states:::sqs:sendMessage' }),
      'is neither a bound placeholder',
    ],
    [
      'an invented integration',
      state({ Resource: 'arn:aws:states:::lambda:invoke.sync' }),
      'is neither a bound placeholder',
    ],
    [
      'a token that is not handed on',
      machine(aTokenTask('Do', { Parameters: { FunctionName: '${Do}', Payload: {} }, Next: 'Done' })),
      'must be given $$.Task.Token',
    ],
    ['a binding without use', machine(aTask('Other', { Next: 'Done' })), 'bindings.ts: no state uses Do'],
    ['JSONata', { ...machine(good), QueryLanguage: 'JSONata' }, 'only the JSONPath dialect'],
    ['JSONata in a state', state({ QueryLanguage: 'JSONata' }), '"First": only the JSONPath dialect'],
    ['variables', state({ Assign: { a: 1 } }), 'Assign: only the JSONPath dialect'],
    [
      'a name in camel case',
      { StartAt: 'doIt', States: { doIt: good, ...done } },
      '"doIt": a name is plain English',
    ],
    [
      'a state nobody leads to',
      machine(good, { ...done, Lost: { Type: 'Succeed' } }),
      '"Lost": no state leads here',
    ],
    ['no MaxConcurrency', map({ MaxConcurrency: undefined }), 'a Map has MaxConcurrency'],
    [
      'an ItemReader',
      map({ ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: {} } }),
      'ItemReader is not used',
    ],
    ['tolerated failures', map({ ToleratedFailurePercentage: 5 }), 'ToleratedFailurePercentage is not used'],
    ['results of a distributed Map', map({ ResultPath: '$.results' }), 'return nothing: ResultPath is null'],
    [
      'a Catch on a distributed Map',
      map({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] }),
      'a DISTRIBUTED Map has no Catch',
    ],
    ...(['INLINE', 'DISTRIBUTED', undefined] as const).map((mode): [string, object, string] => [
      `a ProcessorConfig of ${String(mode)}`,
      map({
        ItemProcessor: {
          ProcessorConfig: mode === undefined ? undefined : { Mode: mode, ExecutionType: 'STANDARD' },
          StartAt: 'Item',
          States: { Item: aTask('Do', { End: true }) },
        },
      }),
      'ProcessorConfig',
    ]),
    ['what the engine does not run', parallel(aTask('Do', { End: true })), 'the embedded engine refuses it'],
  ])('%s is found', (_name, definition, problem) => {
    // Fields set to undefined are absent, as they are in a file.
    const problems = houseRules(input(JSON.parse(JSON.stringify(definition)) as object));
    expect(problems).toContainEqual(expect.stringContaining(problem));
  });

  test('what asl-validator finds is told too', () => {
    const problems = lintWorkflow(input(state({ Next: 'Nowhere' })));
    expect(problems).toContainEqual(expect.stringMatching(/^MISSING_TRANSITION_TARGET/));
  });
});
