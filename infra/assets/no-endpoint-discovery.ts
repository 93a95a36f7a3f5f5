/*
 * In place of @aws-sdk/middleware-endpoint-discovery, which only Timestream's clients and DynamoDB's of old asked for,
 * and only when told to. The DynamoDB client imports these two.
 */

/** @public */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};

/** @public */
export function resolveEndpointDiscoveryConfig<Configuration>(configuration: Configuration): Configuration {
  return configuration;
}
