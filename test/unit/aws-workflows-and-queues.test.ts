import { describe, expect, test } from '@jest/globals';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '../../functions/adapters/clock/system-clock.ts';
import { sqsAllocationQueue } from '../../functions/adapters/sqs/allocation-queue.ts';
import { sqsNoticeQueue } from '../../functions/adapters/sqs/notice-queue.ts';
import { stepfunctionsWorkflows } from '../../functions/adapters/stepfunctions/stepfunctions-workflows.ts';

const named = (name: string) => Object.assign(new Error(name), { name });

/** Step Functions as far as starting, describing and waking go, with names that it remembers once they have ended. */
class StepFunctions {
  readonly executions = new Map<string, { input: string; running: boolean }>();
  readonly tokens = new Map<string, string>();

  send = async (command: { input: Record<string, string>; constructor: { name: string } }) => {
    const { input } = command;
    switch (command.constructor.name) {
      case 'StartExecutionCommand': {
        const arn = `${input.stateMachineArn!.replace(':stateMachine:', ':execution:')}:${input.name!}`;
        const known = this.executions.get(arn);
        if (known && !(known.running && known.input === input.input)) throw named('ExecutionAlreadyExists');
        this.executions.set(arn, known ?? { input: input.input!, running: true });
        return { executionArn: arn };
      }
      case 'DescribeExecutionCommand':
        return { input: this.executions.get(input.executionArn!)!.input };
      case 'SendTaskSuccessCommand': {
        const state = this.tokens.get(input.taskToken!) ?? 'InvalidToken';
        if (state !== 'waiting') throw named(state);
        this.tokens.set(input.taskToken!, 'TaskTimedOut');
        return {};
      }
      default:
        throw new Error(command.constructor.name);
    }
  };
}

function workflowsOn(service: StepFunctions) {
  return stepfunctionsWorkflows({
    client: service,
    machineArns: {
      claim: 'arn:aws:states:ap-east-1:1:stateMachine:huimin-dev-claim',
      'payment-run': 'arn:aws:states:ap-east-1:1:stateMachine:huimin-dev-payment-run',
    },
  });
}

describe('workflows on Step Functions', () => {
  test('start once, however often they are told, running or ended', async () => {
    const service = new StepFunctions();
    const workflows = workflowsOn(service);
    await workflows.start('claim', 'claim-1', { claimId: 'claim-1', attempt: 1 });
    await workflows.start('claim', 'claim-1', { attempt: 1, claimId: 'claim-1' });
    const [arn, execution] = [...service.executions][0]!;
    expect(arn).toBe('arn:aws:states:ap-east-1:1:execution:huimin-dev-claim:claim-1');
    execution.running = false;
    await workflows.start('claim', 'claim-1', { claimId: 'claim-1', attempt: 1 });
    expect(service.executions.size).toBe(1);
  });

  test('do not take another input for the same start', async () => {
    const workflows = workflowsOn(new StepFunctions());
    await workflows.start('claim', 'claim-1', { claimId: 'claim-1' });
    await expect(workflows.start('claim', 'claim-1', { claimId: 'claim-2' })).rejects.toThrow(
      'another input',
    );
  });

  test('are woken once; a token that nobody waits with changes nothing', async () => {
    const service = new StepFunctions();
    service.tokens.set('t', 'waiting').set('late', 'TaskTimedOut').set('gone', 'TaskDoesNotExist');
    const workflows = workflowsOn(service);
    for (const token of ['t', 't', 'late', 'gone', 'never']) {
      await workflows.succeed(token, { signal: 'approved' });
    }
    expect(service.tokens.get('t')).toBe('TaskTimedOut');
  });

  test('tell of every other fault', async () => {
    const failing = {
      send: async () => Promise.reject(named('ThrottlingException')),
    } as unknown as StepFunctions;
    await expect(workflowsOn(failing).start('claim', 'c', {})).rejects.toThrow('ThrottlingException');
    await expect(workflowsOn(failing).succeed('t', {})).rejects.toThrow('ThrottlingException');
  });
});

describe('queues on SQS', () => {
  function sending() {
    const sent: Record<string, string>[] = [];
    const client = {
      send: async ({ input }: { input: Record<string, string> }) => sent.push(input),
    } as unknown as SQSClient;
    return { sent, client };
  }

  test('an appropriation is a group, and no message is taken for another’s repeat', async () => {
    const { sent, client } = sending();
    const allocate = sqsAllocationQueue({ client, queueUrl: 'https://sqs/allocations.fifo' });
    await allocate('rural-reward/2008', 'claim-1');
    await allocate('rural-reward/2008', undefined);
    await allocate('special-hardship/2008', undefined);
    await allocate('rural-reward/2008', undefined);
    expect(sent.map(({ MessageBody }) => JSON.parse(MessageBody!))).toEqual([
      { appropriationId: 'rural-reward/2008', claimId: 'claim-1' },
      { appropriationId: 'rural-reward/2008' },
      { appropriationId: 'special-hardship/2008' },
      { appropriationId: 'rural-reward/2008' },
    ]);
    const groups = sent.map(({ MessageGroupId }) => MessageGroupId);
    expect([groups[1], groups[3]]).toEqual([groups[0], groups[0]]);
    expect(groups[2]).not.toBe(groups[0]);
    expect(new Set(sent.map(({ MessageDeduplicationId }) => MessageDeduplicationId)).size).toBe(4);
  });

  test('a notice names its subject and its text, and nobody', async () => {
    const { sent, client } = sending();
    const notify = sqsNoticeQueue({ client, queueUrl: 'https://sqs/notices' });
    const notice = {
      type: 'notify',
      subjectKind: 'claim',
      subjectId: 'claim-1',
      text: 'awarded',
      parameters: { reference: 'HM1234567890' },
    } as const;
    const actions = await notify(notice, '2008-05-20T01:00:00.000Z', { pk: 'OUTBOX#01', sk: 'x' });
    expect(actions).toEqual([]);
    const { type, ...rest } = notice;
    expect(JSON.parse(sent[0]!.MessageBody!)).toEqual({
      noticeId: 'OUTBOX#01 x',
      at: '2008-05-20T01:00:00.000Z',
      ...rest,
    });
    expect(type).toBe('notify');
  });
});

test('the system’s clock knows the day in Shanghai', () => {
  const clock = systemClock(() => Date.parse('2008-05-20T16:00:00.000Z'));
  expect([clock.now(), clock.today()]).toEqual(['2008-05-20T16:00:00.000Z', '2008-05-21']);
});
