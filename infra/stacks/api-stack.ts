import { ArnFormat, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { type RouteId, route, routesOf } from '../../functions/app/access/routes.ts';
import { placesOfFunctions } from '../../functions/web/staff-places.ts';
import type { FunctionBundle } from '../assets/bundle-functions.ts';
import { alarmOn } from '../constructs/alarm.ts';
import { FunctionIntegration } from '../constructs/function-integration.ts';
import { HuiminFunction } from '../constructs/huimin-function.ts';
import type { Resources } from '../constructs/part-access.ts';
import { resourcesOf } from '../constructs/resources-of.ts';
import { acknowledgeWildcards } from '../constructs/wildcards.ts';
import { crossStackReferences } from '../cross-stack-references.ts';
import type { Stage } from '../stages.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface ApiStackProps extends StackProps {
  readonly stage: Stage;
  readonly bundles: ReadonlyMap<string, FunctionBundle>;
  readonly stateful: StatefulStack;
  /** CloudFront's firewall, from us-east-1; absent where the stage has no CloudFront. */
  readonly webAclArn: string | undefined;
}

type Wiring = Pick<ConstructorParameters<typeof HuiminFunction>[2], 'bundle' | 'logGroup' | 'resources'>;

/** What a route asks of a request before it comes to its function. */
interface Locked {
  readonly authorizer?: HttpLambdaAuthorizer;
}

/** Header by which CloudFront shows itself to the API: functions/handlers/authorizers/check-origin/handler.ts. */
const originHeader = 'x-huimin-origin';

/** Partition keys of forms that are being filled in (functions/app/drafts). */
const draftRows = ['DRAFT#*', 'DRAFT-REFERENCE#*'];

/** An HTTP API gives up after 30 seconds; the handler's own answer must come before. */
const routeSeconds = 29;

/** The outside: one function and one route for each row of the table of routes, and the pages, behind CloudFront. */
export class ApiStack extends Stack {
  /** As whom the API calls its functions. */
  private readonly caller: Role;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    const { stage, bundles, stateful, webAclArn, ...rest } = props;
    super(scope, id, {
      ...rest,
      terminationProtection: stage.keepsData,
      // A template has 1 MB, of which blanks would take a third.
      suppressTemplateIndentation: true,
    });
    // The firewall is in another region, and an export is not read from there.
    if (webAclArn !== undefined) this.node.setContext(crossStackReferences, 'weak');
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/huimin/${stage.name}/api`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const api = new HttpApi(this, 'Api', {
      apiName: `huimin-${stage.name}`,
      createDefaultStage: false,
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      throttle: {
        rateLimit: stage.requestsPerSecond.rate,
        burstLimit: stage.requestsPerSecond.burst,
      },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/huimin/${stage.name}/api-access`,
            retention: stage.logDays,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });

    this.caller = this.callerOfFunctions();
    const siteOrigin = stage.siteUrl ?? api.apiEndpoint;
    const resources: Resources = {
      ...resourcesOf(this, stage, stateful),
      machines: {},
      web: {
        siteOrigin,
        apiOrigin: api.apiEndpoint,
        staffClient: this.staffClient(siteOrigin, stateful),
      },
    };
    const { locked, originSecret } =
      webAclArn === undefined
        ? { locked: {}, originSecret: {} }
        : this.behindCloudfront(props, api, webAclArn, { resources, logGroup });
    const entries = new Map([...bundles.values()].map((bundle) => [entryOf(bundle), bundle]));
    for (const routeId of routesOf('deployed')) {
      const bundle = entries.get(routeId);
      if (!bundle)
        throw new Error(`route ${routeId} has no functions/handlers/http/<area>/${routeId}/index.ts`);
      this.serve(routeId, api, { bundle, logGroup, resources }, locked);
    }
    this.servePages(api, { bundles, logGroup, resources }, locked, originSecret);
    this.watch(api, stateful);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Who may do what is one table, checked by every handler (functions/app/access): applicants come without an ' +
        'account, so the gateway cannot ask for one. Behind CloudFront an authorizer checks the origin.',
    });
  }

  private callerOfFunctions(): Role {
    const functions = this.formatArn({
      service: 'lambda',
      resource: 'function',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${this.stackName}-*`,
    });
    const caller = new Role(this, 'CallerOfFunctions', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        own: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functions] })],
        }),
      },
    });
    // By name, the functions of this stack begin with the stack's.
    acknowledgeWildcards(caller, {
      [functions]: 'The stack’s own functions, which are there to be called by it.',
    });
    return caller;
  }

  private serve(routeId: RouteId, api: HttpApi, wiring: Wiring, locked: Locked): void {
    const { method, path } = route(routeId);
    const fn = new HuiminFunction(this, pascal(routeId), {
      ...wiring,
      timeoutSeconds: routeSeconds,
      readsOnly: method === 'GET',
    });
    new HttpRoute(this, `${pascal(routeId)}Route`, {
      httpApi: api,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration: new FunctionIntegration(`${pascal(routeId)}Integration`, fn, this.caller),
      ...locked,
    });
  }

  /**
   * The pages: those for staff at their places, and for families whatever else is no route of the API. They ask the API
   * in the name of whoever looks at them, and may touch nothing in the table but what they remember of browsers.
   */
  private servePages(
    api: HttpApi,
    { bundles, ...wiring }: Omit<Wiring, 'bundle'> & Pick<ApiStackProps, 'bundles'>,
    locked: Locked,
    environment: Readonly<Record<string, string>>,
  ): void {
    const pages = {
      ...Object.fromEntries(
        Object.entries(placesOfFunctions).map(([name, places]) => [
          `${pascal(name)}Pages`,
          {
            bundle: bundleNamed(bundles, `pages/serve-${name}-pages`),
            // Claims are also begun at the counter, one by one and by the sheet.
            rows: name === 'counter' ? ['VISIT#*', ...draftRows, 'SHEET#*'] : ['VISIT#*'],
            routeKeys: places
              .flatMap((place) => [`/${place}`, `/${place}/{proxy+}`])
              .map((path) => HttpRouteKey.with(path, HttpMethod.ANY)),
          },
        ]),
      ),
      PublicPages: {
        bundle: bundleNamed(bundles, 'pages/serve-public-pages'),
        rows: ['VISIT#*', ...draftRows],
        routeKeys: [HttpRouteKey.DEFAULT],
      },
    };
    for (const [id, { bundle, rows, routeKeys }] of Object.entries(pages)) {
      const fn = new HuiminFunction(this, id, {
        ...wiring,
        bundle,
        timeoutSeconds: routeSeconds,
        rows: [...rows, 'DATAKEY#*'],
        environment,
      });
      const integration = new FunctionIntegration(`${id}Integration`, fn, this.caller);
      for (const routeKey of routeKeys) {
        new HttpRoute(this, `${id}${pascal(routeKey.key.replaceAll(/\W+/g, '-'))}`, {
          httpApi: api,
          routeKey,
          integration,
          ...locked,
        });
      }
    }
  }

  /** The pages' part in a sign-in. It has no secret to keep: PKCE alone says that who comes back is who was sent. */
  private staffClient(siteOrigin: string, { userPool }: StatefulStack): UserPoolClient {
    return new UserPoolClient(this, 'Staff', {
      userPool,
      generateSecret: false,
      // By the sign-in page alone: nobody hands us a password. Named, since Cognito's own choice lets SRP in.
      authFlows: { userPassword: false },
      preventUserExistenceErrors: true,
      // A working day. What a token lets somebody do is asked of our own table each time, and ends there at once.
      accessTokenValidity: Duration.hours(8),
      idTokenValidity: Duration.hours(8),
      refreshTokenValidity: Duration.hours(10),
      enableTokenRevocation: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        // The token says who it is; what they may do is in our own table.
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${siteOrigin}/staff/callback`],
        logoutUrls: [`${siteOrigin}/staff`],
      },
    });
  }

  /** CloudFront with its firewall before the API, and the API locked to what comes from there. */
  private behindCloudfront(
    { stage, bundles }: ApiStackProps,
    api: HttpApi,
    webAclArn: string,
    wiring: Omit<Wiring, 'bundle'>,
  ): { readonly locked: Locked; readonly originSecret: Readonly<Record<string, string>> } {
    const secret = new Secret(this, 'OriginSecret', {
      description: `Huimin ${stage.name}: shows the API that a request came through CloudFront`,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    // As CloudFront's configuration must hold it in any case, whoever may read either may read both.
    const originSecret = { ORIGIN_SECRET: secret.secretValue.unsafeUnwrap() };
    const checkOrigin = new HuiminFunction(this, 'CheckOrigin', {
      ...wiring,
      bundle: bundleNamed(bundles, 'authorizers/check-origin'),
      timeoutSeconds: 5,
      environment: originSecret,
    });
    const origin = new HttpOrigin(`${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      readTimeout: Duration.seconds(30),
      customHeaders: { [originHeader]: originSecret.ORIGIN_SECRET },
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Huimin ${stage.name}`,
      webAclId: webAclArn,
      httpVersion: HttpVersion.HTTP2_AND_3,
      additionalBehaviors: {
        // The style sheet and the script, whose names change with their content.
        '/assets/*': {
          origin,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        },
      },
      defaultBehavior: {
        origin,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Answers are about people, or change from one moment to the next.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Rotating it means deploying CloudFront and the authorizer with it (README, "Rotation").',
    });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Families work in other provinces and apply from there.' },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          'The API logs each request by route; CloudFront would add the addresses of families’ telephones.',
      },
      {
        id: 'AwsSolutions-CFR4',
        reason:
          'TLS 1.2 at least wants a certificate and a domain of the district’s own, which it has yet to choose.',
      },
    );
    const authorizer = new HttpLambdaAuthorizer('Origin', checkOrigin, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: [`$request.header.${originHeader}`],
      resultsCacheTtl: Duration.hours(1),
    });
    return { locked: { authorizer }, originSecret };
  }

  private watch(api: HttpApi, { alarms }: StatefulStack): void {
    alarmOn(this, 'ServerErrors', {
      metric: api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      from: 5,
      says: 'Requests fail by our fault. The log has each with its requestId and route.',
      tells: alarms,
    });
    alarmOn(this, 'Throttled', {
      // Of all functions of the account and region, for it is one pool that runs out.
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      from: 10,
      periods: 3,
      says: 'Functions are throttled: raise the concurrency quota, or find what runs away.',
      tells: alarms,
    });
  }
}

/** No path (it holds references) and no address: a request is found by its id. */
const accessLogLine = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
});

function bundleNamed(bundles: ApiStackProps['bundles'], name: string): FunctionBundle {
  const bundle = bundles.get(name);
  if (!bundle) throw new Error(`there is no functions/handlers/${name}/index.ts`);
  return bundle;
}

/** The route that a bundle serves: the last folder of its name. */
function entryOf({ name }: FunctionBundle): string {
  return name.startsWith('http/') ? (name.split('/').at(-1) ?? '') : '';
}

/** `submit-claim` as `SubmitClaim`. */
function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
