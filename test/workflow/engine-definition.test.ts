import { describe, expect, test } from '@jest/globals';
import { compileDefinition, handlersOf, UnsupportedDefinition } from '../../local/engine/definition.ts';
import { aMachine, anEngine, aTask, aTokenTask } from '../builders/an-engine.ts';

const task = (more: object): object => aMachine(aTask('Do', { End: true, ...more }));
const processor = { StartAt: 'Item', States: { Item: { Type: 'Succeed' } } };
const map = (more: object): object => aMachine({ Type: 'Map', ItemProcessor: processor, End: true, ...more });
const choice = (rule: object): object => ({
  StartAt: 'Which',
  States: { Which: { Type: 'Choice', Choices: [{ ...rule, Next: 'Done' }] }, Done: { Type: 'Succeed' } },
});

describe('what the engine would not run as AWS does is refused when it is loaded', () => {
  test.each<[string, object, string]>([
    ['JSONata', { ...task({}), QueryLanguage: 'JSONata' }, 'QueryLanguage'],
    ['JSONata in a state', task({ QueryLanguage: 'JSONata' }), 'QueryLanguage'],
    ['variables', task({ Assign: { a: 1 } }), 'Assign'],
    ['heartbeats', task({ HeartbeatSeconds: 5 }), 'HeartbeatSeconds'],
    ['timeouts by path', task({ TimeoutSecondsPath: '$.t' }), 'TimeoutSecondsPath'],
    ['no timeout', task({ TimeoutSeconds: undefined }), 'TimeoutSeconds'],
    ['a timeout that would fire at once', task({ TimeoutSeconds: 2_147_484 }), 'TimeoutSeconds'],
    ['another service', task({ Resource: 'arn:aws:states:::sqs:sendMessage' }), 'sqs'],
    ['no function', task({ Resource: 'arn:aws:states:::lambda:invoke' }), 'FunctionName'],
    ['States.TaskFailed', task({ Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }), 'States.TaskFailed'],
    ['Parallel', aMachine({ Type: 'Parallel', Branches: [processor], End: true }), "Expected 'Task'"],
    ['ItemReader', map({ ItemReader: {} }), 'ItemReader'],
    ['ItemBatcher', map({ ItemBatcher: {} }), 'ItemBatcher'],
    ['ResultWriter', map({ ResultWriter: {} }), 'ResultWriter'],
    ['tolerated failures', map({ ToleratedFailureCount: 1 }), 'ToleratedFailureCount'],
    ['IsPresent: false', choice({ Variable: '$.a', IsPresent: false }), 'IsPresent'],
    ['IsNull: false, deep', choice({ Or: [{ Not: { Variable: '$.a', IsNull: false } }] }), 'IsNull'],
    ['an empty Result', aMachine({ Type: 'Pass', Result: 0, End: true }), 'Result'],
    ['the whole context', aMachine({ Type: 'Pass', Parameters: { 'all.$': '$$' }, End: true }), '"$$"'],
    [
      'the entered time',
      aMachine({ Type: 'Pass', InputPath: '$$.State.EnteredTime', End: true }),
      'EnteredTime',
    ],
    [
      'the execution inside a Map',
      map({
        ItemProcessor: {
          StartAt: 'Item',
          States: { Item: { Type: 'Pass', InputPath: '$$.Execution.Input', End: true } },
        },
      }),
      '$$.Execution.Input',
    ],
    ['no end', aMachine({ Type: 'Pass' }), 'Next or End'],
    ['two ends', aMachine({ Type: 'Pass', Next: 'Only', End: true }), 'Next or End'],
    ['a missing target', aMachine({ Type: 'Pass', Next: 'Nowhere' }), 'Nowhere'],
    ['a missing start', { StartAt: 'Nowhere', States: { Done: { Type: 'Succeed' } } }, 'Nowhere'],
    [
      'two times to wait for',
      aMachine({ Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true }),
      'exactly one',
    ],
    [
      'a name used twice',
      map({ ItemProcessor: { StartAt: 'Only', States: { Only: { Type: 'Succeed' } } } }),
      'twice',
    ],
    ['a field that is misspelt', task({ Retri: [] }), 'Retri'],
  ])('%s', (_name, definition, named) => {
    const load = (): unknown => compileDefinition(JSON.parse(JSON.stringify(definition)));
    expect(load).toThrow(UnsupportedDefinition);
    expect(load).toThrow(named);
  });

  test('handlers are named by placeholder or ARN, and all must be there', async () => {
    const arn = 'arn:aws:lambda:cn-north-1:000000000000:function:other';
    const definition = {
      StartAt: 'One',
      States: {
        One: aTask('Do', { Next: 'Two' }),
        Two: aTokenTask('Ask', { Next: 'Three' }),
        Three: { Type: 'Task', Resource: arn, TimeoutSeconds: 5, End: true },
      },
    };
    expect([...handlersOf(compileDefinition(definition))]).toEqual(['Do', 'Ask', arn]);
    await expect(anEngine(definition, { Do: async () => 1 })).rejects.toThrow(`no handler for Ask, ${arn}`);
  });
});
