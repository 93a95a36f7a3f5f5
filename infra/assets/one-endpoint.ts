interface EndpointParameters {
  readonly Region?: string;
  /** Set by AWS_ENDPOINT_URL, for an emulator. */
  readonly Endpoint?: string;
}

/**
 * A service's address, in place of the SDK's rules for it: no FIPS, no dual stack, no account in the host's name.
 * @param host the service's part of it, such as `dynamodb`
 */
export function endpointOf(host: string, { Region, Endpoint }: EndpointParameters): { readonly url: URL } {
  if (Endpoint !== undefined) return { url: new URL(Endpoint) };
  if (Region === undefined) throw new Error('the environment has no AWS_REGION');
  const suffix = Region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { url: new URL(`https://${host}.${Region}.${suffix}`) };
}
