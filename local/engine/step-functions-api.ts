import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { executionArn, executionOfArn, machineArn, machineOfArn } from './arns.ts';
import type { Engine } from './engine.ts';
import type { Execution, HistoryEvent } from './executions.ts';

/** An error that the SDK's client gives its own class, by this name. */
class ApiError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

type Operation = (body: unknown) => Promise<object>;

const page = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() };

/**
 * The engine behind Step Functions' wire protocol (awsJson1_0), for tools and tests: the SDK's client and the AWS CLI
 * work with `endpoint` set to it. It checks no signature, so it is for loopback only.
 */
export function createStepFunctionsApi(
  engine: Engine,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const operations = operationsOf(engine);
  return async (request, response) => {
    let status = 200;
    let answer: object;
    try {
      const target = String(request.headers['x-amz-target']).replace(/^AWSStepFunctions\./, '');
      const operation = operations.get(target);
      if (!operation) throw new ApiError('UnknownOperationException', `${target} is not offered here`);
      answer = await operation(JSON.parse(await text(request)));
    } catch (error) {
      const known = error instanceof Error && (error instanceof ApiError || knownErrors.has(error.name));
      const [name, message] = known
        ? [error.name, error.message]
        : error instanceof z.ZodError || error instanceof SyntaxError || error instanceof RangeError
          ? ['ValidationException', error.message]
          : ['InternalFailure', 'the engine failed'];
      status = name === 'InternalFailure' ? 500 : 400;
      answer = { __type: name, message };
    }
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() })
      .end(JSON.stringify(answer));
  };
}

const knownErrors: ReadonlySet<string> = new Set(['ExecutionAlreadyExists', 'StateMachineDoesNotExist']);

function operationsOf(engine: Engine): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    [
      'StartExecution',
      async (body) => {
        const { stateMachineArn, name = randomUUID(), input = '{}' } = startInput.parse(body);
        const machine = known(machineOfArn(stateMachineArn), stateMachineArn);
        await engine.start(machine, name, JSON.parse(input));
        return {
          executionArn: executionArn(machine, name),
          startDate: seconds(found(engine, machine, name).startedAt),
        };
      },
    ],
    [
      'DescribeExecution',
      async (body) => described(findByArn(engine, executionInput.parse(body).executionArn)),
    ],
    [
      'StopExecution',
      async (body) => {
        const { executionArn: arn, error, cause } = stopInput.parse(body);
        const { machine, name } = findByArn(engine, arn);
        await engine.stopExecution(machine, name, error, cause);
        return { stopDate: seconds(found(engine, machine, name).endedAt ?? 0) };
      },
    ],
    [
      'ListExecutions',
      async (body) => {
        const { stateMachineArn, statusFilter, maxResults = 100, nextToken } = listInput.parse(body);
        const machine = known(machineOfArn(stateMachineArn), stateMachineArn);
        const limit = maxResults === 0 ? 100 : maxResults;
        const before = nextToken === undefined ? Number.MAX_SAFE_INTEGER : Number(nextToken);
        const executions = engine.executions.list(machine, statusFilter, limit, before);
        const last = executions.at(-1);
        return {
          executions: executions.map(summary),
          ...(last && executions.length === limit ? { nextToken: String(last.id) } : {}),
        };
      },
    ],
    [
      'GetExecutionHistory',
      async (body) => {
        const {
          executionArn: arn,
          maxResults = 100,
          nextToken = '0',
          reverseOrder,
        } = historyInput.parse(body);
        const execution = findByArn(engine, arn);
        const events = engine.executions
          .history(execution)
          .map((event, rank) => wireEvent(event, rank + 1, execution));
        if (reverseOrder === true) events.reverse();
        const from = Number(nextToken);
        const to = from + (maxResults === 0 ? 100 : maxResults);
        return { events: events.slice(from, to), ...(to < events.length ? { nextToken: String(to) } : {}) };
      },
    ],
    [
      'SendTaskSuccess',
      async (body) => {
        const { taskToken, output } = successInput.parse(body);
        return accepted(await engine.succeed(taskToken, JSON.parse(output)));
      },
    ],
    [
      'SendTaskFailure',
      async (body) => {
        const { taskToken, error = 'States.TaskFailed', cause = '' } = failureInput.parse(body);
        return accepted(await engine.fail(taskToken, error, cause));
      },
    ],
  ]);
}

const startInput = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
});
const executionInput = z.object({ executionArn: z.string() });
const stopInput = executionInput.extend({ error: z.string().optional(), cause: z.string().optional() });
const historyInput = executionInput.extend({ ...page, reverseOrder: z.boolean().optional() });
const listInput = z.object({ ...page, stateMachineArn: z.string(), statusFilter: z.string().optional() });
const successInput = z.object({ taskToken: z.string(), output: z.string() });
const failureInput = z.object({
  taskToken: z.string(),
  error: z.string().optional(),
  cause: z.string().optional(),
});

function known(machine: string | undefined, arn: string): string {
  if (machine === undefined) throw new ApiError('InvalidArn', `${arn} is no state machine here`);
  return machine;
}

function findByArn(engine: Engine, arn: string): Execution {
  const names = executionOfArn(arn);
  if (!names) throw new ApiError('InvalidArn', `${arn} is no execution here`);
  return found(engine, names.machine, names.name);
}

function found(engine: Engine, machine: string, name: string): Execution {
  const execution = engine.executions.find(machine, name);
  if (!execution) throw new ApiError('ExecutionDoesNotExist', `there is no execution ${name} of ${machine}`);
  return execution;
}

function accepted(answered: boolean): object {
  if (!answered)
    throw new ApiError('TaskTimedOut', 'the task has been answered, has timed out, or never was');
  return {};
}

/** Timestamps of awsJson are seconds. */
function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

function summary({ machine, name, status, startedAt, endedAt }: Execution): object {
  return {
    executionArn: executionArn(machine, name),
    stateMachineArn: machineArn(machine),
    name,
    status,
    startDate: seconds(startedAt),
    ...(endedAt === undefined ? {} : { stopDate: seconds(endedAt) }),
  };
}

function described(execution: Execution): object {
  const { input, output, error, cause } = execution;
  return { ...summary(execution), input, output, error, cause };
}

const endings: Readonly<Record<string, string>> = {
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
};

function wireEvent(event: HistoryEvent, id: number, { input, output, status }: Execution): object {
  const { kind, at, state: name, stateType = '', error, cause } = event;
  const base = { id, previousEventId: id - 1, timestamp: seconds(at) };
  switch (kind) {
    case 'started':
      return { ...base, type: 'ExecutionStarted', executionStartedEventDetails: { input } };
    case 'entered':
      return { ...base, type: `${stateType}StateEntered`, stateEnteredEventDetails: { name } };
    case 'exited':
      return { ...base, type: `${stateType}StateExited`, stateExitedEventDetails: { name } };
    case 'failed':
      return stateType === 'Map'
        ? { ...base, type: 'MapStateFailed' }
        : { ...base, type: 'TaskFailed', taskFailedEventDetails: { resourceType: 'lambda', error, cause } };
    case 'succeeded':
      return { ...base, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output } };
    case 'ended': {
      const type = endings[status] ?? 'ExecutionFailed';
      return { ...base, type, [`e${type.slice(1)}EventDetails`]: { error, cause } };
    }
  }
}
