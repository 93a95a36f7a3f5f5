import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerResult } from 'aws-lambda';

/** The header by which CloudFront shows that it was CloudFront; infra/stacks/api-stack.ts has it sent. */
export const originHeader = 'x-huimin-origin';

/**
 * Lets a request to the HTTP API pass only if it came through CloudFront, and so through the firewall. Who asks and
 * for what is the handlers' business. The gateway keeps the answer for a while, and does not ask where the header is
 * missing.
 */
export function createCheckOrigin({ secret }: { readonly secret: string }) {
  const expected = digest(secret);
  const handler = async ({
    headers,
  }: APIGatewayRequestAuthorizerEventV2): Promise<APIGatewaySimpleAuthorizerResult> => ({
    isAuthorized: timingSafeEqual(digest(headers?.[originHeader] ?? ''), expected),
  });
  return { handler };
}

/** Of one length whatever the text, as timingSafeEqual wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
