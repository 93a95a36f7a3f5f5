import { createHmac } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/**
 * The signature of a browser-based POST to S3: AWS Signature Version 4 over the base64 of the policy. Ours rather than
 * the SDK's, which brings 200 KB for these five HMACs.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html
 * @param day YYYYMMDD
 * @returns hex
 */
export function signPolicy(
  policy: string,
  {
    secretAccessKey,
    day,
    region,
  }: { readonly secretAccessKey: string; readonly day: string; readonly region: string },
): string {
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac('sha256', key).update(policy).digest('hex');
}
