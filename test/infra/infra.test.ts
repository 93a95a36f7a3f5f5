import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type RouteId, route, routesOf } from '../../functions/app/access/routes.ts';
import { staffPages } from '../../functions/web/staff-pages.ts';
import { placesOfFunctions, staffPlaces } from '../../functions/web/staff-places.ts';
import type { Page } from '../../functions/web/kernel/page.ts';
import { counterPages } from '../../functions/web/counter-pages.ts';
import { financePages } from '../../functions/web/finance-pages.ts';
import { followUpPages } from '../../functions/web/follow-up-pages.ts';
import { policyPages } from '../../functions/web/policy-pages.ts';
import { publicPages } from '../../functions/web/public-pages.ts';
import { noDrafts, noSheets, noSignIn } from '../builders/nobody-visits.ts';
import { tableDefinition } from '../../functions/contracts/table-definition.ts';
import { type Stage, stages } from '../../infra/stages.ts';
import { claimBindings } from '../../workflows/claim/bindings.ts';
import { paymentRunBindings } from '../../workflows/payment-run/bindings.ts';
import { atWork } from './functions-at-work.ts';
import {
  type Cfn,
  type CfnResource,
  type StackName,
  type Synthesis,
  type Template,
  list,
  shown,
  statementsOf,
  synthesise,
} from './synthesis.ts';

let synthesis: Synthesis;
beforeAll(async () => {
  synthesis = await synthesise();
}, 180_000);
afterAll(() => synthesis.remove());

const stack = (stage: Stage, name: StackName): Template => synthesis.stages[stage.name]![name]!;
const functionsOf = (stage: Stage) =>
  (['Workflows', 'Api'] as const).flatMap((name) => stack(stage, name).of('AWS::Lambda::Function'));
const rolesOf = (template: Template) =>
  ['AWS::IAM::Role', 'AWS::IAM::Policy'].flatMap((type) => template.of(type));
/** What the role of a function allows. */
const roleOf = (template: Template, name: string): readonly Cfn[] => {
  const fn = template
    .of('AWS::Lambda::Function')
    .find(([, { Properties }]) => Properties.Description === name);
  if (!fn) throw new Error(`no function ${name}`);
  return statementsOf(template.resources[fn[1].Properties.Role['Fn::GetAtt'][0]]!);
};
const allowedTo = (template: Template, name: string): readonly string[] =>
  roleOf(template, name).flatMap(({ Action }) => list<string>(Action));

describe.each(stages.map((stage) => [stage.name, stage] as const))('%s', (_, stage) => {
  test('is four stacks at most, each under CloudFormation’s 500 resources', () => {
    const stacks = synthesis.stages[stage.name]!;
    const expected = ['Api', 'Stateful', 'Workflows', ...(stage.behindCloudfront ? ['Edge'] : [])];
    expect(Object.keys(stacks).sort()).toEqual(expected.sort());
    for (const template of Object.values(stacks)) {
      // Four a route: before two more, the pages want a stack of their own.
      expect(Object.keys(template.resources).length).toBeLessThan(490);
    }
  });

  test('has the table that functions/contracts/table-definition.ts defines', () => {
    const { Properties: table, DeletionPolicy } = stack(stage, 'Stateful').only('AWS::DynamoDB::Table');
    const byName = (a: Cfn, b: Cfn) => (a.AttributeName < b.AttributeName ? -1 : 1);
    expect(table.KeySchema).toEqual(tableDefinition.KeySchema);
    expect(table.AttributeDefinitions.toSorted(byName)).toEqual(
      tableDefinition.AttributeDefinitions.toSorted(byName),
    );
    expect(table.GlobalSecondaryIndexes).toEqual(tableDefinition.GlobalSecondaryIndexes);
    expect(table.BillingMode).toBe(tableDefinition.BillingMode);
    expect(table.StreamSpecification).toEqual({
      StreamViewType: tableDefinition.StreamSpecification.StreamViewType,
    });
    expect(table.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(table.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    expect(table.DeletionProtectionEnabled).toBe(stage.keepsData);
    expect(DeletionPolicy).toBe(stage.keepsData ? 'Retain' : 'Delete');
  });

  test('has buckets that are closed, encrypted and versioned', () => {
    const template = stack(stage, 'Stateful');
    const buckets = template.of('AWS::S3::Bucket');
    expect(buckets).toHaveLength(4);
    for (const [id, { Properties: bucket, DeletionPolicy }] of buckets) {
      expect(bucket.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(bucket.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      const [rule] = bucket.BucketEncryption.ServerSideEncryptionConfiguration;
      const isLog = bucket.LoggingConfiguration === undefined;
      expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe(isLog ? 'AES256' : 'aws:kms');
      expect(DeletionPolicy).toBe(stage.keepsData ? 'Retain' : 'Delete');
      const policy = template
        .of('AWS::S3::BucketPolicy')
        .find(([, { Properties }]) => Properties.Bucket.Ref === id)![1];
      expect(statementsOf(policy)).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
    expect(buckets.filter(([, { Properties }]) => !Properties.LoggingConfiguration)).toHaveLength(1);
  });

  test('locks the audit’s anchors', () => {
    const anchors = stack(stage, 'Stateful')
      .of('AWS::S3::Bucket')
      .filter(([, { Properties }]) => Properties.ObjectLockEnabled === true);
    expect(anchors).toHaveLength(1);
    expect(anchors[0]![1].Properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({
      Mode: stage.anchorLock.mode,
      Days: stage.anchorLock.days,
    });
    // The owner too cannot shorten it where real payments are vouched for.
    if (stage.name === 'prod') expect(stage.anchorLock).toMatchObject({ mode: 'COMPLIANCE', days: 30 * 365 });
  });

  test('lets nobody write over an anchor, or hide one, and tells when nothing is sealed any more', () => {
    const template = stack(stage, 'Stateful');
    const [[id]] = template
      .of('AWS::S3::Bucket')
      .filter(([, { Properties }]) => Properties.ObjectLockEnabled === true) as [[string, CfnResource]];
    const policy = template
      .of('AWS::S3::BucketPolicy')
      .find(([, { Properties }]) => Properties.Bucket.Ref === id)![1];
    const denied = statementsOf(policy).filter(({ Effect }) => Effect === 'Deny');
    expect(denied).toContainEqual(
      expect.objectContaining({
        Action: 's3:PutObject',
        Principal: { AWS: '*' },
        Condition: { Null: { 's3:if-none-match': 'true' } },
      }),
    );
    // What is made to be thrown away can be.
    const deleting = denied.filter(({ Action }) => Action === 's3:DeleteObject');
    expect(deleting).toHaveLength(stage.keepsData ? 1 : 0);

    const workflows = stack(stage, 'Workflows');
    expect(allowedTo(workflows, 'schedules/seal-audit').filter((action) => action.startsWith('s3:'))).toEqual(
      ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
    );
    for (const name of ['http/audit/verify-audit', 'http/audit/export-audit']) {
      const actions = allowedTo(stack(stage, 'Api'), name);
      expect(actions.filter((action) => action.startsWith('s3:'))).toEqual(['s3:GetObject', 's3:ListBucket']);
    }
    const alarm = workflows
      .of('AWS::CloudWatch::Alarm')
      .find(([, { Properties }]) => Properties.MetricName === 'OldestUnsealedAge')![1];
    expect(alarm.Properties).toMatchObject({ Threshold: 7_200, TreatMissingData: 'breaching' });
  });

  test('keeps its keys, and turns them', () => {
    const keys = stack(stage, 'Stateful').of('AWS::KMS::Key');
    expect(keys).toHaveLength(2);
    for (const [, { Properties, DeletionPolicy }] of keys) {
      expect(Properties.EnableKeyRotation).toBe(true);
      expect(DeletionPolicy).toBe(stage.keepsData ? 'Retain' : 'Delete');
    }
  });

  test('has queues that lose nothing', () => {
    const queues = stack(stage, 'Stateful').of('AWS::SQS::Queue');
    for (const [, { Properties }] of queues) {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
    }
    const worked = queues.filter(([, { Properties }]) => Properties.RedrivePolicy);
    const readers = {
      Allocations: 'queues/allocate',
      BankMessages: 'queues/import-bank-message',
      Notices: 'queues/send-notice',
    };
    expect(worked).toHaveLength(Object.keys(readers).length);
    for (const [name, reader] of Object.entries(readers)) {
      const [, { Properties: queue }] = worked.find(([id]) => id.startsWith(name))!;
      expect(shown(queue.RedrivePolicy.deadLetterTargetArn)).toContain(`${name}GaveUp`);
      const fn = functionsOf(stage).find(([, each]) => each.Properties.Description === reader)!;
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn[1].Properties.Timeout);
    }
    const [fifo, ...others] = worked.filter(([, { Properties }]) => Properties.FifoQueue);
    expect([fifo![0].startsWith('Allocations'), others]).toEqual([true, []]);
    // Deduplication by content would swallow the message that says that there is money again.
    expect(fifo![1].Properties.ContentBasedDeduplication).toBeUndefined();
  });

  test('lets staff sign in with two factors, and nobody make an account', () => {
    const { Properties: pool } = stack(stage, 'Stateful').only('AWS::Cognito::UserPool');
    expect(pool.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
    expect(pool.MfaConfiguration).toBe('ON');
    expect(pool.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(pool.DeletionProtection).toBe(stage.keepsData ? 'ACTIVE' : 'INACTIVE');
    expect(pool.UserPoolAddOns?.AdvancedSecurityMode).toBe(stage.threatProtection ? 'ENFORCED' : undefined);
    const { Properties: client } = stack(stage, 'Api').only('AWS::Cognito::UserPoolClient');
    expect(client.AllowedOAuthFlows).toEqual(['code']);
    expect(client.AllowedOAuthScopes).toEqual(['openid']);
    // Passwords go to the sign-in page alone: a client without a secret could be spoken for by anyone.
    expect(client.GenerateSecret).toBe(false);
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
    const site = stage.siteUrl ?? '<Api[0-9A-F]+.ApiEndpoint>';
    expect(shown(client.CallbackURLs[0])).toMatch(new RegExp(`^${site}/staff/callback$`));
  });

  test('runs every function on Node 24, ARM, with a role, a log and a trace of its own', () => {
    const functions = functionsOf(stage);
    const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
    for (const [, { Properties: fn }] of functions) {
      expect(fn).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
      });
      expect(fn.MemorySize).toBeGreaterThanOrEqual(512);
      expect(fn.Timeout).toBeLessThanOrEqual(900);
    }
  });

  test('keeps its logs for as long as the stage says, and no function writes to another', () => {
    for (const name of ['Api', 'Workflows'] as const) {
      const template = stack(stage, name);
      const groups = template.of('AWS::Logs::LogGroup');
      for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(stage.logDays);
      const kept = new Set(groups.map(([id]) => id));
      for (const [, { Properties: fn }] of template.of('AWS::Lambda::Function')) {
        expect(kept).toContain(fn.LoggingConfig.LogGroup.Ref);
      }
    }
  });

  test('deploys every function that there is, once', () => {
    const isLock = (name: string) => name.startsWith('authorizers/');
    const entries = globSync('functions/handlers/**/index.ts')
      .map((file) => relative('functions/handlers', dirname(file)))
      .filter((name) => stage.behindCloudfront || !isLock(name));
    const deployed = functionsOf(stage).map(([, { Properties }]) => Properties.Description);
    expect(deployed.toSorted()).toEqual(entries.toSorted());
  });

  test('keeps concurrency where the stage keeps any', () => {
    const reserved = functionsOf(stage)
      .filter(([, { Properties }]) => Properties.ReservedConcurrentExecutions !== undefined)
      .map(([, { Properties }]) => Properties.Description);
    expect(reserved.toSorted()).toEqual(
      stage.reservesConcurrency
        ? [
            'schedules/ask-registers-again',
            'schedules/resend-outbox',
            'schedules/seal-audit',
            'schedules/sweep-due',
            'schedules/sweep-finance',
            'schedules/sweep-forgotten',
            'streams/outbox-relay',
          ]
        : [],
    );
  });

  test('serves each route of the table, and no other', () => {
    const api = stack(stage, 'Api');
    const served = api.of('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const integration = api.resources[shown(Properties.Target).replace(/^integrations\/<(.*)>$/, '$1')]!;
      const fn = api.resources[integration.Properties.IntegrationUri['Fn::GetAtt'][0]]!.Properties;
      return [
        Properties.RouteKey,
        fn.Description.split('/').at(-1),
        Properties.AuthorizationType,
        fn.Timeout,
      ];
    });
    const locked = stage.behindCloudfront ? 'CUSTOM' : 'NONE';
    const routes = routesOf('deployed').map((id) => [`${route(id).method} ${route(id).path}`, id]);
    const places = Object.entries(placesOfFunctions).flatMap(([name, theirs]) =>
      theirs
        .flatMap((place) => [`ANY /${place}`, `ANY /${place}/{proxy+}`])
        .map((key) => [key, `serve-${name}-pages`]),
    );
    const pages = [['$default', 'serve-public-pages'], ...places];
    const expected = [...routes, ...pages].map((each) => [...each, locked, 29]);
    expect(served.toSorted()).toEqual(expected.toSorted());
    expect(api.text).not.toMatch(/\/local\/|GET \/outbox/);
  });

  test('serves pages that can touch only what is remembered of browsers', () => {
    const api = stack(stage, 'Api');
    const rowsOf = (name: string) =>
      roleOf(api, name)
        .filter(({ Action }) => list<string>(Action).some((action) => action.startsWith('dynamodb:')))
        .map(({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']);
    const staff = Object.keys(placesOfFunctions).map((name) => `pages/serve-${name}-pages`);
    expect(rowsOf('pages/serve-finance-pages')).toEqual(expect.arrayContaining([['VISIT#*', 'DATAKEY#*']]));
    const drafts = ['VISIT#*', 'DRAFT#*', 'DRAFT-REFERENCE#*'];
    for (const [name, rows] of [
      ['pages/serve-public-pages', drafts],
      ['pages/serve-counter-pages', [...drafts, 'SHEET#*']],
    ] as const) {
      expect(rowsOf(name)).toEqual(expect.arrayContaining([[...rows, 'DATAKEY#*']]));
    }
    for (const name of [...staff, 'pages/serve-public-pages']) {
      for (const rows of rowsOf(name)) expect(rows).toContain('DATAKEY#*');
      const [, fn] = api
        .of('AWS::Lambda::Function')
        .find(([, { Properties }]) => Properties.Description === name)!;
      const { SITE_ORIGIN, API_ORIGIN, UPLOAD_ORIGINS, ORIGIN_SECRET } = fn.Properties.Environment.Variables;
      expect(shown(API_ORIGIN)).toMatch(/^<Api[0-9A-F]+\.ApiEndpoint>$/);
      expect(shown(SITE_ORIGIN)).toBe(stage.siteUrl ?? shown(API_ORIGIN));
      expect(shown(UPLOAD_ORIGINS)).toMatch(/^https:\/\/<.*Evidence.*> https:\/\/<.*BankFiles.*>$/);
      // The lock lets pages in by what CloudFront shows it.
      expect(ORIGIN_SECRET !== undefined).toBe(stage.behindCloudfront);
    }
  });

  test('throttles, and logs requests without paths or addresses', () => {
    const { Properties } = stack(stage, 'Api').only('AWS::ApiGatewayV2::Stage');
    expect(Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: stage.requestsPerSecond.rate,
      ThrottlingBurstLimit: stage.requestsPerSecond.burst,
    });
    const format = Properties.AccessLogSettings.Format;
    expect(format).toContain('$context.requestId');
    expect(format).not.toMatch(/\$context\.(path|identity|requestOverride)/);
  });

  test('is reached through CloudFront and its firewall alone, where it has them', () => {
    const api = stack(stage, 'Api');
    const distributions = api.of('AWS::CloudFront::Distribution');
    const authorizers = api.of('AWS::ApiGatewayV2::Authorizer');
    expect(distributions.length).toBe(stage.behindCloudfront ? 1 : 0);
    expect(authorizers.length).toBe(stage.behindCloudfront ? 1 : 0);
    if (!stage.behindCloudfront) return;
    const { DistributionConfig: config } = distributions[0]![1].Properties;
    const [header] = config.Origins[0].CustomOriginConfig
      ? config.Origins[0].OriginCustomHeaders
      : [undefined];
    expect(authorizers[0]![1].Properties.IdentitySource).toEqual([`$request.header.${header.HeaderName}`]);
    const lock = functionsOf(stage).find(
      ([, fn]) => fn.Properties.Description === 'authorizers/check-origin',
    )!;
    expect(lock[1].Properties.Environment.Variables.ORIGIN_SECRET).toEqual(header.HeaderValue);
    expect(shown(header.HeaderValue)).toMatch(/^\{\{resolve:secretsmanager:/);
    expect(readFileSync('functions/handlers/authorizers/check-origin/handler.ts', 'utf8')).toContain(
      `'${String(header.HeaderName)}'`,
    );
    const [assets] = config.CacheBehaviors;
    expect(assets.PathPattern).toBe('/assets/*');
    expect(assets.CachePolicyId).not.toBe(config.DefaultCacheBehavior.CachePolicyId);
    expect(shown(config.WebACLId)).toMatch(/Firewall.*Arn/);
    const acl = stack(stage, 'Edge').only('AWS::WAFv2::WebACL').Properties;
    expect(acl.Scope).toBe('CLOUDFRONT');
    expect(acl.Rules.map(({ Name }: Cfn) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
      'TooMany',
    ]);
  });

  describe.each([claimBindings, paymentRunBindings].map((bindings) => [bindings.machine, bindings] as const))(
    'the machine %s',
    (machine, bindings) => {
      const find = (): { resource: CfnResource; template: Template } => {
        const template = stack(stage, 'Workflows');
        const [found] = template
          .of('AWS::StepFunctions::StateMachine')
          .filter(([, { Properties }]) => Properties.StateMachineName === `huimin-${stage.name}-${machine}`);
        return { resource: found![1], template };
      };

      test('is its ASL file, every placeholder bound to the step’s function', () => {
        const { resource, template } = find();
        const { DefinitionString, DefinitionSubstitutions } = resource.Properties;
        const described = (reference: Cfn) =>
          template.resources[reference['Fn::GetAtt'][0]]!.Properties.Description;
        const names = Object.fromEntries(
          Object.entries(DefinitionSubstitutions).map(([key, value]) => [key, described(value)]),
        );
        const steps: Readonly<Record<string, string>> = bindings.steps;
        expect(names).toEqual(
          Object.fromEntries(Object.entries(steps).map(([key, step]) => [key, `steps/${machine}/${step}`])),
        );
        const bound = (text: string) =>
          text.replace(/\$\{(\w+)\}/g, (whole, key: string) => names[key] ?? whole);
        const file = readFileSync(bindings.definition, 'utf8');
        expect(JSON.parse(bound(shown(DefinitionString)))).toEqual(JSON.parse(bound(file)));
        expect(bound(shown(DefinitionString))).not.toContain('${');
      });

      test('gives each step the time that its state waits for it', () => {
        const { template } = find();
        const steps: Readonly<Record<string, string>> = bindings.steps;
        const waits = statesOf(JSON.parse(readFileSync(bindings.definition, 'utf8')));
        for (const [placeholder, step] of Object.entries(steps)) {
          const [, fn] = template
            .of('AWS::Lambda::Function')
            .find(([, { Properties }]) => Properties.Description === `steps/${machine}/${step}`)!;
          const state = waits.find(({ Resource, Parameters }) =>
            [Resource, Parameters?.FunctionName].includes(`\${${placeholder}}`),
          );
          const isCallback = state.Resource.endsWith('.waitForTaskToken');
          expect([step, fn.Properties.Timeout]).toEqual([step, isCallback ? 30 : state.TimeoutSeconds]);
        }
      });

      test('is logged without its data, and traced', () => {
        const { Properties } = find().resource;
        expect(Properties.LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
        expect(Properties.TracingConfiguration).toEqual({ Enabled: true });
        expect(Properties.StateMachineType).toBe('STANDARD');
      });
    },
  );

  test('relays new outbox rows alone, and gives up none silently', () => {
    const template = stack(stage, 'Workflows');
    const mapping = (name: string) =>
      template.of('AWS::Lambda::EventSourceMapping').find(([, { Properties }]) => {
        const fn = template.resources[Properties.FunctionName.Ref]!;
        return fn.Properties.Description === name;
      })![1].Properties;
    const relay = mapping('streams/outbox-relay');
    expect(relay).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 5,
    });
    expect(JSON.parse(relay.FilterCriteria.Filters[0].Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { Keys: { pk: { S: [{ prefix: 'OUTBOX#' }] } } },
    });
    expect(shown(relay.DestinationConfig.OnFailure.Destination)).toContain('RelayGaveUp');
    expect(mapping('queues/allocate')).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(mapping('queues/import-bank-message')).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const schedules = template
      .of('AWS::Events::Rule')
      .map(([, { Properties }]) => Properties.ScheduleExpression);
    expect(schedules.toSorted()).toEqual([
      'cron(0 17 * * ? *)',
      'cron(0 19 * * ? *)',
      'cron(0 22 * * ? *)',
      'cron(30 16 * * ? *)',
      'rate(15 minutes)',
      'rate(5 minutes)',
    ]);
    expect(template.of('AWS::Lambda::EventInvokeConfig')).toHaveLength(schedules.length);
  });

  test('wakes somebody when something is given up, fails or stands still', () => {
    const alarms = (['Stateful', 'Workflows', 'Api'] as const).flatMap((name) =>
      stack(stage, name).of('AWS::CloudWatch::Alarm'),
    );
    const queueIn = /(?:Allocations|BankMessages|Notices|Relay|Schedules)GaveUp/;
    const watched = alarms.map(([, { Properties }]) => {
      const queue = queueIn.exec(shown(Properties.Dimensions?.[0]?.Value ?? ''))?.[0];
      return queue === undefined ? Properties.MetricName : `${String(Properties.MetricName)} ${queue}`;
    });
    const expected = [
      '5xx',
      ...['Allocations', 'BankMessages', 'Notices', 'Relay', 'Schedules'].map(
        (queue) => `ApproximateNumberOfMessagesVisible ${queue}GaveUp`,
      ),
      ...['ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsTimedOut'].flatMap((metric) => [
        metric,
        metric,
      ]),
      'IteratorAge',
      'OldestOutboxAge',
      'OldestUnsealedAge',
      'Throttles',
    ];
    expect(watched.toSorted()).toEqual(expected.toSorted());
    for (const [, { Properties }] of alarms) {
      expect(Properties.AlarmActions).toHaveLength(1);
      expect(shown(Properties.AlarmActions[0])).toContain('Alarms');
      expect(Properties.AlarmDescription.length).toBeGreaterThan(40);
    }
  });

  test('allows no action by a wildcard, and resources by one only where there is no other way', () => {
    const wildcards = new Set<string>();
    for (const template of Object.values(synthesis.stages[stage.name]!)) {
      for (const [, policy] of rolesOf(template)) {
        for (const { Action, Resource } of statementsOf(policy)) {
          for (const action of list<string>(Action)) expect(action).not.toContain('*');
          const wild = list<Cfn>(Resource)
            .map(shown)
            .filter((arn) => arn.includes('*'));
          for (const arn of wild)
            for (const action of list<string>(Action)) wildcards.add(`${action} ${arn}`);
        }
      }
    }
    const account = `${stage.region}:<AWS::AccountId>`;
    const objects = (bucket: string, prefix: string) =>
      `arn:<AWS::Partition>:s3:::huimin-${stage.name}-${bucket}-<AWS::AccountId>-${stage.region}/${prefix}/*`;
    const executions = (machine: string, rest: string) =>
      `arn:<AWS::Partition>:states:${account}:execution:huimin-${stage.name}-${machine}${rest}`;
    // Delivery of a state machine's log is an account's matter, not a log group's.
    const delivery = 'Create Get Update Delete List'
      .split(' ')
      .map((verb) => `logs:${verb}LogDeliver${verb === 'List' ? 'ies' : 'y'} *`);
    expect([...wildcards].toSorted()).toEqual(
      [
        'xray:PutTraceSegments *',
        'xray:PutTelemetryRecords *',
        'xray:GetSamplingRules *',
        'xray:GetSamplingTargets *',
        'dynamodb:ListStreams *',
        `lambda:InvokeFunction arn:aws:lambda:${stage.region}:<AWS::AccountId>:function:huimin-${stage.name}-api-*`,
        ...delivery,
        'logs:DescribeLogGroups *',
        'logs:DescribeResourcePolicies *',
        'logs:PutResourcePolicy *',
        `s3:GetObject ${objects('audit-anchors', 'seals')}`,
        `s3:PutObject ${objects('audit-anchors', 'seals')}`,
        `s3:GetObject ${objects('bank-files', 'files')}`,
        `s3:PutObject ${objects('bank-files', 'files')}`,
        `s3:GetObject ${objects('bank-files', 'outgoing')}`,
        `s3:PutObject ${objects('bank-files', 'outgoing')}`,
        `s3:GetObject ${objects('bank-files', 'receipts')}`,
        `s3:GetObject ${objects('bank-files', 'messages')}`,
        `s3:PutObject ${objects('bank-files', 'messages')}`,
        `s3:GetObject ${objects('evidence', 'accepted')}`,
        `s3:PutObject ${objects('evidence', 'accepted')}`,
        `s3:GetObject ${objects('evidence', 'quarantine')}`,
        `s3:PutObject ${objects('evidence', 'quarantine')}`,
        `states:DescribeExecution ${executions('claim', ':*')}`,
        `states:DescribeExecution ${executions('payment-run', ':*')}`,
        `states:DescribeExecution ${executions('payment-run', '/*')}`,
        `states:StopExecution ${executions('payment-run', ':*')}`,
        `states:StopExecution ${executions('payment-run', '/*')}`,
      ].toSorted(),
    );
  });

  test('lets a function do what its work is', () => {
    const workflows = stack(stage, 'Workflows');
    const api = stack(stage, 'Api');
    const namesOf = (template: Template) =>
      template.of('AWS::Lambda::Function').map(([, { Properties }]) => Properties.Description as string);
    const whoMay = (action: string) =>
      [workflows, api].flatMap((template) =>
        namesOf(template).filter((name) => allowedTo(template, name).includes(action)),
      );
    expect(whoMay('states:SendTaskSuccess').toSorted()).toEqual([
      'schedules/resend-outbox',
      'streams/outbox-relay',
    ]);
    // A file that was released is nobody's to write, nor is a seal, or evidence under another prefix.
    const writers = [workflows, api].flatMap((template) =>
      namesOf(template).flatMap((name) =>
        roleOf(template, name)
          .filter(({ Action }) => list<string>(Action).includes('s3:PutObject'))
          .flatMap(({ Resource }) => list<Cfn>(Resource).map(shown))
          .map((arn) => `${arn.split('/').at(-2)!} ${name}`),
      ),
    );
    expect(writers.toSorted()).toEqual([
      'accepted http/claims/add-evidence',
      'files steps/payment-run/build-files',
      'messages http/reconciliation/open-bank-message-upload',
      'outgoing http/payments/enquire-payment',
      'outgoing http/payments/enquire-run',
      'outgoing schedules/sweep-finance',
      'outgoing steps/payment-run/send-files',
      'quarantine http/uploads/create-upload',
      'seals schedules/seal-audit',
    ]);
    // Neither the store nor a key for whoever may know nothing of anybody.
    for (const name of ['http/metrics/read-metrics', 'http/openapi/read-openapi']) {
      const actions = allowedTo(api, name).filter((action) => !/^(logs|xray):/.test(action));
      expect(actions).toEqual([]);
    }
    const openers: readonly RouteId[] = ['read-task', 'read-task-evidence', 'read-objection', 'read-appeal'];
    for (const id of routesOf('deployed').filter((each) => route(each).method === 'GET')) {
      const name = namesOf(api).find((each) => each.endsWith(`/${id}`))!;
      const writes = roleOf(api, name).filter(({ Action }) =>
        list<string>(Action).some(
          (action) => !/^(?:logs|xray|kms):|^(?:dynamodb|s3):(?:Get|BatchGet|Query|List)/.test(action),
        ),
      );
      // But for data keys, which the first to need one makes, and for the note of who opens a claim.
      const notes = openers.includes(id) ? ['CLAIM-READING#*'] : [];
      const rows = writes.flatMap(({ Action, Condition }) => {
        expect([id, Action]).toEqual([id, 'dynamodb:PutItem']);
        return list<string>(Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys']);
      });
      expect([id, rows.filter((row) => row !== 'DATAKEY#*')]).toEqual([id, notes]);
    }
  });

  test('lets data keys be unwrapped by name: who checks an access code opens no envelope', () => {
    const names = (template: Template, name: string) =>
      roleOf(template, name)
        .flatMap(({ Condition }) => list<string>(Condition?.StringLike?.['kms:EncryptionContext:huimin:key']))
        .toSorted();
    expect(names(stack(stage, 'Workflows'), 'steps/payment-run/close-run')).toEqual([]);
    expect(names(stack(stage, 'Api'), 'http/review/list-tasks')).toEqual([`${stage.district}.keyed-*`]);
    expect(names(stack(stage, 'Api'), 'http/claims/submit-claim')).toEqual([
      `${stage.district}.????-??`,
      `${stage.district}.keyed-*`,
    ]);
  });
});

test('pages for staff, and they alone, are at the places of staff', () => {
  const placesOf = (pages: readonly Page[]) => new Set(pages.map(({ path }) => path.split('/')[1]));
  const served = {
    staff: staffPages({ signIn: noSignIn }),
    counter: counterPages({ drafts: noDrafts, sheets: noSheets }),
    finance: financePages,
    'follow-up': followUpPages,
    policy: policyPages,
  };
  for (const [name, places] of Object.entries(placesOfFunctions)) {
    expect([...placesOf(served[name as keyof typeof served])]).toEqual(places);
  }
  const publicPlaces = placesOf(publicPages({ drafts: noDrafts }));
  expect(staffPlaces.filter((place) => publicPlaces.has(place))).toEqual([]);
});

function statesOf(definition: Cfn): readonly Cfn[] {
  return Object.values<Cfn>(definition.States).flatMap((state) => [
    state,
    ...[state.ItemProcessor, ...(state.Branches ?? [])].flatMap((inner) => (inner ? statesOf(inner) : [])),
  ]);
}

describe('the bundles', () => {
  const folders = () =>
    readdirSync(synthesis.bundles, { recursive: true, withFileTypes: true })
      .filter(({ name }) => name === 'index.mjs')
      .map(({ parentPath }) => parentPath);

  test('are at most 500 KB of code each', () => {
    const heavy = folders()
      .map(
        (folder) => [relative(synthesis.bundles, folder), statSync(join(folder, 'index.mjs')).size] as const,
      )
      .filter(([, bytes]) => bytes > 500 * 1024);
    expect(folders().length).toBeGreaterThan(40);
    expect(heavy).toEqual([]);
  });

  test('hold their code and the data they read, nothing else', () => {
    const others = folders().flatMap((folder) => readdirSync(folder).filter((name) => name !== 'index.mjs'));
    expect([...new Set(others)].toSorted()).toEqual([
      'areas.json',
      'assets',
      'banks',
      'contacts.json',
      'policies',
      'residents.json',
      'working-calendar.json',
    ]);
    const submit = folders().find((folder) => basename(folder) === 'submit-claim')!;
    const carried = globSync('**/*.*', { cwd: join(submit, 'policies') });
    expect(carried.toSorted()).toEqual(globSync('**/*.json', { cwd: 'policies' }).toSorted());
  });

  test('load and serve, with no more of AWS than its protocols', async () => {
    const seen = await atWork(synthesis.bundles);
    expect(seen.loaded.toSorted()).toEqual(
      folders()
        .map((folder) => relative(synthesis.bundles, folder))
        .toSorted(),
    );
    expect(seen.health).toMatchObject({ statusCode: 200 });
    expect(seen.openapi.statusCode).toBe(200);
    expect(JSON.parse(seen.openapi.body).paths['/api/claims'].post).toBeDefined();
    expect(seen.badClaim.statusCode).toBe(400);
    expect(JSON.parse(seen.badClaim.body)).toMatchObject({ errors: expect.any(Array) });
    expect(seen.noToken).toMatchObject({ statusCode: 401 });
    expect(seen.publicPage.statusCode).toBe(200);
    expect(seen.publicPage.headers['content-security-policy']).toContain(
      "form-action 'self' https://evidence.invalid",
    );
    expect(seen.stylesheet).toMatchObject({ statusCode: 200 });
    expect(seen.stylesheet.headers['content-type']).toContain('text/css');
    expect(seen.staffPage).toMatchObject({ statusCode: 303 });
    expect(seen.staffPage.headers.location).toBe('/staff/sign-in?returnTo=%2Ffinance');
    expect(seen.badStep).toBe('InvalidStepInput');
    expect(seen.origin).toEqual([true, false, false]);

    // The alarm is on the very metric that the function writes.
    const [alarm] = stack(stages[0]!, 'Workflows')
      .of('AWS::CloudWatch::Alarm')
      .flatMap(([, { Properties }]) => (Properties.MetricName === 'OldestOutboxAge' ? [Properties] : []));
    const line = seen.lines.find((logged) => 'OldestOutboxAge' in logged);
    const [{ Namespace, Dimensions }] = line._aws.CloudWatchMetrics;
    expect(line.OldestOutboxAge).toBe(0);
    expect({
      Namespace,
      Dimensions: Dimensions.flat().map((Name: string) => ({ Name, Value: line[Name] })),
    }).toEqual({ Namespace: alarm.Namespace, Dimensions: alarm.Dimensions });
  }, 60_000);
});
