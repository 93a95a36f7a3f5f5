import {
  DescribeExecutionCommand,
  type SFNClient,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Workflows } from '../../app/ports/workflows.ts';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';

type Machine = Parameters<Workflows['start']>[0];

export interface StepfunctionsWorkflowsOptions {
  readonly client: Pick<SFNClient, 'send'>;
  readonly machineArns: { readonly [M in Machine]: string };
}

/** What SendTaskSuccess says of a token that was used or timed out, or whose execution has ended: nobody waits. */
const nobodyWaits: ReadonlySet<string> = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/**
 * The `Workflows` port on Step Functions. Inputs are canonical JSON, so that what is told twice is the same request
 * byte for byte. A start of an execution that still runs answers as it did the first time; once it has ended, Step
 * Functions says ExecutionAlreadyExists whatever the input was, for the 90 days that it remembers names. Later than
 * that a start would run again, and find by the store that nothing is left to do.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function stepfunctionsWorkflows({ client, machineArns }: StepfunctionsWorkflowsOptions): Workflows {
  return {
    async start(machine, name, input) {
      const stateMachineArn = machineArns[machine];
      const text = canonicalJson(input);
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: text }));
      } catch (error) {
        if (nameOf(error) !== 'ExecutionAlreadyExists') throw error;
        const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        const existing = await client.send(new DescribeExecutionCommand({ executionArn }));
        if (existing.input === text) return;
        throw new Error(`execution ${name} of ${machine} was started with another input`, { cause: error });
      }
    },
    async succeed(taskToken, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: canonicalJson(output) }));
      } catch (error) {
        if (!nobodyWaits.has(nameOf(error))) throw error;
      }
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
