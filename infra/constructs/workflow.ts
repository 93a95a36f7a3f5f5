import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import * as z from 'zod';
import { projectRoot } from '../assets/project-root.ts';
import type { HuiminFunction } from './huimin-function.ts';
import type { Machine } from './part-access.ts';
import { acknowledgeWildcards } from './wildcards.ts';

/** What workflows/<name>/bindings.ts says of a machine. */
export interface Bindings {
  readonly machine: string;
  readonly definition: string;
  readonly steps: Readonly<Record<string, string>>;
}

/** A state of ASL, as far as infra looks into one. */
const stateSchema = z.object({
  Resource: z.string().optional(),
  Parameters: z.object({ FunctionName: z.string().optional() }).optional(),
  TimeoutSeconds: z.int().optional(),
  get ItemProcessor() {
    return definitionSchema.optional();
  },
  get Branches() {
    return z.array(definitionSchema).optional();
  },
});

const definitionSchema = z.object({ States: z.record(z.string(), stateSchema) });

type State = z.infer<typeof stateSchema>;
type Definition = z.infer<typeof definitionSchema>;

export interface WorkflowProps {
  readonly bindings: Bindings;
  readonly stageName: string;
  readonly logDays: RetentionDays;
  /** Makes the function behind a step; it may take as long as its state waits for it. */
  readonly step: (step: string, timeoutSeconds: number) => HuiminFunction;
}

/** A step that leaves its task token is done in seconds, however long its state waits. */
const leavesTokenSeconds = 30;

/** A state machine as its ASL file says, its placeholders bound to one function a step. */
export class Workflow extends Construct {
  readonly machine: StateMachine;
  private readonly name: string;

  constructor(scope: Construct, id: string, { bindings, stageName, logDays, step }: WorkflowProps) {
    super(scope, id);
    this.name = `huimin-${stageName}-${bindings.machine}`;
    const text = readFileSync(join(projectRoot, bindings.definition), 'utf8');
    const definition = definitionSchema.parse(JSON.parse(text));
    const functions = Object.entries(bindings.steps).map(
      ([placeholder, name]) => [placeholder, step(name, timeoutOf(definition, placeholder))] as const,
    );
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: this.name,
      definitionBody: DefinitionBody.fromString(text),
      definitionSubstitutions: Object.fromEntries(
        functions.map(([placeholder, { functionArn }]) => [placeholder, functionArn]),
      ),
      stateMachineType: StateMachineType.STANDARD,
      tracingEnabled: true,
      logs: {
        // Under this name the log needs no line in the account's resource policy, which has room for few.
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${this.name}`,
          retention: logDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // Inputs hold ids only, and task tokens: who has one can wake what waits.
        includeExecutionData: false,
      },
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: functions.map(([, { functionArn }]) => functionArn),
      }),
    );
    if (statesOf(definition).some(({ ItemProcessor }) => ItemProcessor)) this.letMapRun();
    acknowledgeWildcards(this.machine, { '*': 'The delivery of logs, and X-Ray, know no resources.' });
  }

  /** For whoever starts and wakes it. Executions by name, since they come into being one by one. */
  get access(): Machine {
    return { arn: this.machine.stateMachineArn, executions: `${this.executions}:*` };
  }

  private get executions(): string {
    return `arn:${Aws.PARTITION}:states:${Stack.of(this).region}:${Aws.ACCOUNT_ID}:execution:${this.name}`;
  }

  /** A Distributed Map starts executions of its own machine. A policy apart, since the machine waits for its role. */
  private letMapRun(): void {
    const own = [`${this.executions}:*`, `${this.executions}/*`];
    const policy = new Policy(this, 'RunMap', {
      statements: [
        new PolicyStatement({
          actions: ['states:StartExecution'],
          resources: [this.machine.stateMachineArn],
        }),
        new PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution'],
          resources: own,
        }),
      ],
    });
    policy.attachToRole(this.machine.role);
    acknowledgeWildcards(
      policy,
      Object.fromEntries(
        own.map((arn) => [arn, 'A Map describes and stops its own executions, which it names.']),
      ),
    );
  }
}

/** @throws when no state, or one without TimeoutSeconds, is bound to the placeholder */
function timeoutOf(definition: Definition, placeholder: string): number {
  const bound = `\${${placeholder}}`;
  const state = statesOf(definition).find(
    ({ Resource, Parameters }) => Resource === bound || Parameters?.FunctionName === bound,
  );
  if (state?.Resource?.endsWith('.waitForTaskToken')) return leavesTokenSeconds;
  if (state?.TimeoutSeconds === undefined) throw new Error(`no state with a timeout calls ${bound}`);
  return state.TimeoutSeconds;
}

function statesOf(definition: Definition): readonly State[] {
  return Object.values(definition.States).flatMap((state) => [
    state,
    ...[state.ItemProcessor, ...(state.Branches ?? [])].flatMap((inner) => (inner ? statesOf(inner) : [])),
  ]);
}
