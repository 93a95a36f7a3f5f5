import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionBundle } from '../assets/bundle-functions.ts';
import { type Access, type Resources, accessOf } from './part-access.ts';
import { acknowledgeWildcards } from './wildcards.ts';

export interface HuiminFunctionProps {
  readonly bundle: FunctionBundle;
  readonly resources: Resources;
  readonly logGroup: LogGroup;
  readonly timeoutSeconds: number;
  readonly readsOnly?: boolean;
  /** Patterns of the table's partition keys that it may touch; all, when absent. */
  readonly rows?: readonly string[];
  readonly reservedConcurrency?: number;
  /** What it needs beyond the parts it is bundled with, such as to read the queue that calls it. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly statements?: readonly PolicyStatement[];
}

/**
 * Memory buys CPU: 1,769 MB are one core. What streams a file, or decides a thousand awards, gets more of it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const usualMemory = 512;
const memory: Readonly<Record<string, number>> = {
  'http/audit/export-audit': 1_024,
  'http/audit/verify-audit': 1_769,
  'http/reconciliation/import-bank-message': 1_769,
  'pages/serve-public-pages': 1_024,
  'pages/serve-counter-pages': 1_024,
  'pages/serve-finance-pages': 1_024,
  'pages/serve-follow-up-pages': 1_024,
  'pages/serve-policy-pages': 1_024,
  'pages/serve-staff-pages': 1_024,
  'queues/import-bank-message': 1_769,
  'schedules/seal-audit': 1_024,
  'schedules/sweep-due': 1_024,
  'steps/payment-run/build-chunk': 1_024,
  'steps/payment-run/build-files': 1_769,
  'steps/payment-run/plan-roll': 1_769,
  'steps/payment-run/send-files': 1_024,
};

/** One function, with a role of its own that allows what its parts need (part-access.ts) and its log, no more. */
export class HuiminFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: HuiminFunctionProps) {
    const {
      bundle,
      resources,
      logGroup,
      timeoutSeconds,
      readsOnly = false,
      rows,
      reservedConcurrency,
    } = props;
    const accesses = [...bundle.parts]
      .sort()
      .map((part) => accessOf(part, resources, { readsOnly, ...(rows && { rows }) }));
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${bundle.name} may do`,
      inlinePolicies: {
        own: new PolicyDocument({
          minimize: true,
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
            // X-Ray knows no resources.
            new PolicyStatement({
              actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
              resources: ['*'],
            }),
            ...accesses.flatMap(({ statements = [] }) => statements),
            ...(props.statements ?? []),
          ],
        }),
      },
    });
    super(scope, id, {
      description: bundle.name,
      code: Code.fromAsset(bundle.folder),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory[bundle.name] ?? usualMemory,
      timeout: Duration.seconds(timeoutSeconds),
      tracing: Tracing.ACTIVE,
      logGroup,
      // The role is written out above: nothing that the library thinks useful is added to it.
      role: role.withoutPolicyUpdates(),
      environment: {
        POWERTOOLS_SERVICE_NAME: 'huimin',
        POWERTOOLS_METRICS_NAMESPACE: 'Huimin',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        ...Object.fromEntries(accesses.flatMap(({ environment = {} }) => Object.entries(environment))),
        ...props.environment,
      },
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
    });
    acknowledgeWildcards(role, {
      '*': 'X-Ray, and to list streams (the outbox’s relay alone), know no resources.',
      ...Object.fromEntries(wildcardsOf(accesses).map((resource) => [resource, reasonFor(resource)])),
    });
  }
}

function wildcardsOf(accesses: readonly Access[]): readonly string[] {
  const all = accesses.flatMap(({ statements = [] }) => statements.flatMap(({ resources }) => resources));
  return all.filter((resource) => resource.endsWith('*'));
}

function reasonFor(resource: string): string {
  return resource.includes(':execution:')
    ? 'Executions are named after their subjects, of which there is no list.'
    : 'Objects under the one prefix that this function works on; each has a name of its own.';
}
