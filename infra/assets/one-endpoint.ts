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
  return { url: new URL(`https://${host}.${Region}.${suffixOf(Region)}`) };
}

interface BucketParameters extends EndpointParameters {
  readonly Bucket?: string;
}

/** A bucket's address: in the host's name at AWS, in the path at an emulator. How it is signed comes along. */
export function bucketEndpointOf({ Region, Endpoint, Bucket }: BucketParameters) {
  if (Region === undefined || Bucket === undefined) throw new Error('S3 is asked about a bucket of a region');
  const url =
    Endpoint === undefined
      ? new URL(`https://${Bucket}.s3.${Region}.${suffixOf(Region)}`)
      : new URL(`/${Bucket}`, Endpoint);
  const scheme = { name: 'sigv4', signingName: 's3', signingRegion: Region, disableDoubleEncoding: true };
  return { url, properties: { authSchemes: [scheme] } };
}

function suffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
