import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { machineArn } from '../../local/engine/arns.ts';
import { createStepFunctionsApi } from '../../local/engine/step-functions-api.ts';
import { createWorkflows } from '../../local/engine/workflows-port.ts';
import { anEngine, aTask, aTokenTask, failure, someDay, type TestEngine } from '../builders/an-engine.ts';

describe('the Step Functions API, through the SDK', () => {
  const tokens = new Map<string, string>();
  let tested: TestEngine;
  let server: Server;
  let client: SFNClient;
  let calls = 0;
  const stateMachineArn = machineArn('test');

  beforeAll(async () => {
    tested = await anEngine(
      {
        StartAt: 'Register',
        States: {
          Register: aTask('Register', { Retry: [{ ErrorEquals: ['Busy'] }], Next: 'Ask' }),
          Ask: aTokenTask('Ask', {
            Parameters: { FunctionName: '${Ask}', Payload: { 'id.$': '$.id', 'token.$': '$$.Task.Token' } },
            ResultPath: '$.review',
            Next: 'Done',
          }),
          Done: { Type: 'Succeed' },
        },
      },
      {
        Register: async (payload) => {
          calls += 1;
          if (calls === 1) throw failure('Busy');
          return payload;
        },
        Ask: async (payload) => {
          const { id, token } = payload as { id: string; token: string };
          tokens.set(id, token);
        },
      },
    );
    const handle = createStepFunctionsApi(tested.engine);
    server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new SFNClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'local',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      maxAttempts: 1,
    });
  });

  afterAll(async () => {
    client.destroy();
    server.close();
    await tested.engine.stop();
  });

  const start = (name: string): Promise<{ executionArn?: string | undefined }> =>
    client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ id: name }) }));

  test('an execution is started, described, answered, and its history read', async () => {
    const { executionArn } = await start('a');
    await tested.engine.idle();
    await tested.pass(1);
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      executionArn,
      stateMachineArn,
      name: 'a',
      status: 'RUNNING',
      input: '{"id":"a"}',
      startDate: new Date(someDay),
    });
    await client.send(
      new SendTaskSuccessCommand({ taskToken: tokens.get('a'), output: '{"signal":"approved"}' }),
    );
    await tested.engine.idle();
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({ status: 'SUCCEEDED', stopDate: new Date(someDay + 1000) });
    expect(JSON.parse(described.output!)).toEqual({ id: 'a', review: { signal: 'approved' } });

    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(
      events.map(({ type, stateEnteredEventDetails, stateExitedEventDetails }) =>
        [type, stateEnteredEventDetails?.name ?? stateExitedEventDetails?.name].filter(Boolean).join(' '),
      ),
    ).toEqual([
      'ExecutionStarted',
      'TaskStateEntered Register',
      'TaskFailed',
      'TaskStateExited Register',
      'TaskStateEntered Ask',
      'TaskStateExited Ask',
      'SucceedStateEntered Done',
      'SucceedStateExited Done',
      'ExecutionSucceeded',
    ]);
    expect(events[2]?.taskFailedEventDetails).toMatchObject({ error: 'Busy', cause: 'it did not go well' });

    const reverse = new GetExecutionHistoryCommand({ executionArn, maxResults: 2, reverseOrder: true });
    const backward = await client.send(reverse);
    expect(backward.events?.map(({ id }) => id)).toEqual([9, 8]);
    expect(backward.nextToken).toBe('2');
  });

  test('a failed task, a stopped execution, and lists by status and page', async () => {
    const b = await start('b');
    const c = await start('c');
    await tested.engine.idle();
    await client.send(
      new SendTaskFailureCommand({ taskToken: tokens.get('b'), error: 'Refused', cause: 'not entitled' }),
    );
    await client.send(new StopExecutionCommand({ executionArn: c.executionArn, error: 'Stopped' }));
    await tested.engine.idle();
    expect(await client.send(new DescribeExecutionCommand({ executionArn: b.executionArn }))).toMatchObject({
      status: 'FAILED',
      error: 'Refused',
      cause: 'not entitled',
    });
    const history = await client.send(new GetExecutionHistoryCommand({ executionArn: c.executionArn }));
    expect(history.events?.at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Stopped' },
    });

    const first = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    expect(first.executions?.map(({ name }) => name)).toEqual(['c', 'b']);
    const { nextToken } = first;
    const second = await client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken }),
    );
    expect(second.executions?.map(({ name }) => name)).toEqual(['a']);
    const aborted = await client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'ABORTED' }),
    );
    expect(aborted.executions?.map(({ name, status }) => [name, status])).toEqual([['c', 'ABORTED']]);
  });

  test("errors have the SDK's classes", async () => {
    await start('d');
    await start('d');
    const again = new StartExecutionCommand({ stateMachineArn, name: 'd', input: '{"other":1}' });
    await expect(client.send(again)).rejects.toThrow(ExecutionAlreadyExists);
    await tested.engine.idle();
    const success = new SendTaskSuccessCommand({ taskToken: tokens.get('d'), output: '{}' });
    await client.send(success);
    await expect(client.send(success)).rejects.toThrow(TaskTimedOut);
    const nowhere = new StartExecutionCommand({ stateMachineArn: machineArn('other'), name: 'x' });
    await expect(client.send(nowhere)).rejects.toThrow(StateMachineDoesNotExist);
    const unknown = new DescribeExecutionCommand({
      executionArn: `${stateMachineArn.replace('stateMachine', 'execution')}:x`,
    });
    await expect(client.send(unknown)).rejects.toThrow(ExecutionDoesNotExist);
    const garbage = new SendTaskSuccessCommand({ taskToken: 'x', output: 'no json' });
    await expect(client.send(garbage)).rejects.toMatchObject({ name: 'ValidationException' });
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSStepFunctions.DeleteStateMachine' },
      body: '{}',
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { __type: 'UnknownOperationException' },
    ]);
  });

  test('the Workflows port starts and wakes the same executions', async () => {
    const workflows = createWorkflows(tested.engine);
    await tested.engine.define(
      'claim',
      { StartAt: 'Ask', States: { Ask: aTokenTask('Ask', { End: true }) } },
      {
        Ask: async (payload) => {
          tokens.set('port', (payload as { token: string }).token);
        },
      },
    );
    await workflows.start('claim', 'c-1', { claimId: 'c-1' });
    await workflows.start('claim', 'c-1', { claimId: 'c-1' });
    await tested.engine.idle();
    await workflows.succeed(tokens.get('port')!, { signal: 'approved' });
    await workflows.succeed(tokens.get('port')!, { signal: 'rejected' });
    await tested.engine.idle();
    expect(tested.engine.executions.find('claim', 'c-1')).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"signal":"approved"}',
    });
  });
});
