import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { claimBindings } from '../../workflows/claim/bindings.ts';
import { paymentRunBindings } from '../../workflows/payment-run/bindings.ts';
import type { FunctionBundle } from '../assets/bundle-functions.ts';
import { alarmOn } from '../constructs/alarm.ts';
import { HuiminFunction, type HuiminFunctionProps } from '../constructs/huimin-function.ts';
import type { Resources } from '../constructs/part-access.ts';
import { resourcesOf } from '../constructs/resources-of.ts';
import { type Bindings, Workflow } from '../constructs/workflow.ts';
import type { Stage } from '../stages.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface WorkflowsStackProps extends StackProps {
  readonly stage: Stage;
  readonly bundles: ReadonlyMap<string, FunctionBundle>;
  readonly stateful: StatefulStack;
}

const allBindings: readonly Bindings[] = [claimBindings, paymentRunBindings];

/** What works by itself: the machines and their steps, the outbox's relay, the allocators, the schedules. */
export class WorkflowsStack extends Stack {
  private readonly stage: Stage;
  private readonly bundles: ReadonlyMap<string, FunctionBundle>;
  private readonly stateful: StatefulStack;
  private readonly logGroup: LogGroup;
  private resources: Resources;

  constructor(scope: Construct, id: string, props: WorkflowsStackProps) {
    const { stage, bundles, stateful, ...rest } = props;
    super(scope, id, { ...rest, terminationProtection: stage.keepsData });
    this.stage = stage;
    this.bundles = bundles;
    this.stateful = stateful;
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/huimin/${stage.name}/workflows`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const resources = resourcesOf(this, stage, stateful);
    this.resources = { ...resources, machines: {} };
    const workflows = allBindings.map((bindings) => [bindings.machine, this.workflow(bindings)] as const);
    this.resources = {
      ...resources,
      machines: Object.fromEntries(workflows.map(([name, { access }]) => [name, access])),
    };
    this.relay();
    this.allocators();
    this.bankMessages();
    this.notices();
    this.schedules();
  }

  /** Concurrency kept back for a function, where the stage keeps any. */
  private reserved(executions: number): Pick<HuiminFunctionProps, 'reservedConcurrency'> {
    return this.stage.reservesConcurrency ? { reservedConcurrency: executions } : {};
  }

  private function(
    id: string,
    name: string,
    props: Omit<HuiminFunctionProps, 'bundle' | 'resources' | 'logGroup'>,
  ): HuiminFunction {
    const bundle = this.bundles.get(name);
    if (!bundle) throw new Error(`there is no functions/handlers/${name}/index.ts`);
    return new HuiminFunction(this, id, {
      bundle,
      resources: this.resources,
      logGroup: this.logGroup,
      ...props,
    });
  }

  private workflow(bindings: Bindings): Workflow {
    const { machine } = bindings;
    const workflow = new Workflow(this, pascal(machine), {
      bindings,
      stageName: this.stage.name,
      logDays: this.stage.logDays,
      step: (step, timeoutSeconds) =>
        this.function(`${pascal(machine)}${pascal(step)}`, `steps/${machine}/${step}`, {
          timeoutSeconds,
        }),
    });
    for (const [name, metric] of [
      ['Failed', workflow.machine.metricFailed()],
      ['TimedOut', workflow.machine.metricTimedOut()],
      ['Aborted', workflow.machine.metricAborted()],
    ] as const) {
      alarmOn(this, `${pascal(machine)}${name}`, {
        metric: metric.with({ statistic: Stats.SUM, period: Duration.minutes(5) }),
        from: 1,
        says: `An execution of ${machine} ended before its work did. Its subject stands as the table says: mend the cause, then redrive the execution.`,
        tells: this.stateful.alarms,
      });
    }
    return workflow;
  }

  /** The table's stream, new outbox rows alone, to their receivers. */
  private relay(): void {
    const { table, relayGaveUp, alarms } = this.stateful;
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined) throw new Error('the table has no stream');
    const relay = this.function('OutboxRelay', 'streams/outbox-relay', {
      timeoutSeconds: 60,
      // A flood of requests must not keep what was decided from being done.
      ...this.reserved(20),
      statements: [
        new PolicyStatement({
          actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          resources: [streamArn],
        }),
        // Lambda asks for this one over all tables, or does not begin to read.
        new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [relayGaveUp.queueArn] }),
      ],
    });
    new EventSourceMapping(this, 'OutboxStream', {
      target: relay,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 50,
      parallelizationFactor: 4,
      filters: [
        {
          pattern: JSON.stringify({
            eventName: ['INSERT'],
            dynamodb: { Keys: { pk: { S: [{ prefix: 'OUTBOX#' }] } } },
          }),
        },
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(1),
      onFailure: new SqsDlq(relayGaveUp),
    });
    alarmOn(this, 'RelayBehind', {
      metric: relay.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
      from: 5 * 60_000,
      says: 'The outbox relay is minutes behind the table: claims wait to be started or woken. Look at its errors and throttles.',
      tells: alarms,
    });
  }

  private allocators(): void {
    const { allocationQueue } = this.stateful;
    const allocate = this.function('Allocate', 'queues/allocate', {
      timeoutSeconds: 120,
      statements: [readsQueue(allocationQueue)],
    });
    // A group of the queue is one appropriation, and Lambda works on one batch of a group at a time.
    new EventSourceMapping(this, 'AllocationMessages', {
      target: allocate,
      eventSourceArn: allocationQueue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    });
  }

  private bankMessages(): void {
    const { bankMessageQueue } = this.stateful;
    const importMessage = this.function('BankMessageImporter', 'queues/import-bank-message', {
      timeoutSeconds: 600,
      statements: [readsQueue(bankMessageQueue)],
    });
    new EventSourceMapping(this, 'BankMessageRequests', {
      target: importMessage,
      eventSourceArn: bankMessageQueue.queueArn,
      // A message may be 32 MB, held in memory.
      batchSize: 1,
      reportBatchItemFailures: true,
    });
  }

  private notices(): void {
    const { noticeQueue } = this.stateful;
    const send = this.function('SendNotice', 'queues/send-notice', {
      timeoutSeconds: 60,
      statements: [readsQueue(noticeQueue)],
    });
    new EventSourceMapping(this, 'NoticesToSend', {
      target: send,
      eventSourceArn: noticeQueue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    });
  }

  private schedules(): void {
    const { schedulesGaveUp, alarms } = this.stateful;
    const gaveUp = {
      statements: [
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [schedulesGaveUp.queueArn] }),
      ],
    };
    const sweep = this.function('SweepDue', 'schedules/sweep-due', {
      timeoutSeconds: 900,
      ...this.reserved(1),
      ...gaveUp,
    });
    // 00:30 in Shanghai, which keeps no summer time: a date has passed when its day has ended.
    this.every('EveryNight', Schedule.cron({ hour: '16', minute: '30' }), sweep);
    const sweepFinance = this.function('SweepFinance', 'schedules/sweep-finance', {
      timeoutSeconds: 900,
      ...this.reserved(1),
      ...gaveUp,
    });
    // 01:00, after the bank's statements of the day have come.
    this.every('EveryNightForFinance', Schedule.cron({ hour: '17', minute: '0' }), sweepFinance);
    const askAgain = this.function('AskRegistersAgain', 'schedules/ask-registers-again', {
      timeoutSeconds: 900,
      ...this.reserved(1),
      ...gaveUp,
    });
    // 06:00, before offices open, when other authorities have ended their nightly work.
    this.every('EveryMorning', Schedule.cron({ hour: '22', minute: '0' }), askAgain);
    const sweepForgotten = this.function('SweepForgotten', 'schedules/sweep-forgotten', {
      timeoutSeconds: 900,
      ...this.reserved(1),
      ...gaveUp,
    });
    // 03:00, when hardly anybody is at a form.
    this.every('EveryNightForVisits', Schedule.cron({ hour: '19', minute: '0' }), sweepForgotten);
    const resend = this.function('ResendOutbox', 'schedules/resend-outbox', {
      timeoutSeconds: 240,
      ...this.reserved(1),
      ...gaveUp,
    });
    this.every('EveryFiveMinutes', Schedule.rate(Duration.minutes(5)), resend);
    const seal = this.function('SealAudit', 'schedules/seal-audit', {
      timeoutSeconds: 840,
      ...this.reserved(1),
      ...gaveUp,
    });
    this.every('EveryQuarter', Schedule.rate(Duration.minutes(15)), seal);
    alarmOn(this, 'AuditUnsealed', {
      metric: new Metric({
        namespace: 'Huimin',
        metricName: 'OldestUnsealedAge',
        dimensionsMap: { service: 'huimin' },
        statistic: Stats.MAXIMUM,
        period: Duration.hours(1),
      }),
      from: 2 * 3_600,
      says: 'The audit is not sealed, so what was written since could be rewritten unseen. The log of seal-audit says why: if something else is anchored, the table was changed or restored (infra/README.md, "The audit’s anchors").',
      tells: alarms,
      ringsOnSilence: true,
    });
    alarmOn(this, 'OutboxOld', {
      metric: new Metric({
        namespace: 'Huimin',
        metricName: 'OldestOutboxAge',
        dimensionsMap: { service: 'huimin' },
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(15),
      }),
      from: 15 * 60,
      says: 'A row has stood in the outbox for a quarter of an hour, or nobody looks any more. The log of resend-outbox says why.',
      tells: alarms,
      ringsOnSilence: true,
    });
  }

  private every(id: string, schedule: Schedule, target: HuiminFunction): void {
    target.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(2),
      onFailure: new SqsDestination(this.stateful.schedulesGaveUp),
    });
    const rule = new Rule(this, id, { schedule });
    rule.addTarget(new LambdaFunction(target, { retryAttempts: 5, maxEventAge: Duration.hours(2) }));
  }
}

/** For Lambda, which reads a queue in its function's name. */
function readsQueue(queue: Queue): PolicyStatement {
  return new PolicyStatement({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  });
}

/** `payment-run` as `PaymentRun`. */
function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
