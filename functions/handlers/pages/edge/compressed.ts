import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { takesGzip } from './takes-gzip.ts';

/** Below a packet nothing is gained. */
const leastBytes = 1_400;

/** A page gzipped, for browsers that take it so: CloudFront compresses only what it may keep. */
export function compressed(
  answer: APIGatewayProxyStructuredResultV2,
  acceptEncoding: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const { headers, body = '', isBase64Encoded } = answer;
  const isPage = String(headers?.['content-type']).startsWith('text/html');
  const plain = Buffer.from(body);
  if (!isPage || isBase64Encoded || plain.length < leastBytes || !takesGzip(acceptEncoding)) return answer;
  return {
    ...answer,
    headers: { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
    body: gzipSync(plain).toString('base64'),
    isBase64Encoded: true,
  };
}
