import {
  type HttpRouteIntegrationBindOptions,
  type HttpRouteIntegrationConfig,
  HttpIntegrationType,
  HttpRouteIntegration,
  IntegrationCredentials,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * A route's function, called by the one role of its API. The CDK's own HttpLambdaIntegration gives each route's leave to
 * its function by a resource of its own, and a stack holds 500.
 */
export class FunctionIntegration extends HttpRouteIntegration {
  private readonly fn: IFunction;
  private readonly caller: IRole;

  constructor(id: string, fn: IFunction, caller: IRole) {
    super(id);
    this.fn = fn;
    this.caller = caller;
  }

  override bind(_: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      uri: this.fn.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      credentials: IntegrationCredentials.fromRole(this.caller),
    };
  }
}
