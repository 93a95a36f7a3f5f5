import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** An HTTP API event (payload 2.0) as the edge gets it: only what the edge reads differs from one to the next. */
export function anApiEvent({
  method = 'GET',
  path = '/',
  query = '',
  params = {},
  headers = {},
  cookies,
  body,
}: {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string | Uint8Array | undefined;
} = {}): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { ...headers },
    ...(cookies && { cookies: [...cookies] }),
    pathParameters: { ...params },
    requestContext: {
      accountId: '',
      apiId: '',
      domainName: '',
      domainPrefix: '',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(typeof body === 'string' && { body }),
    ...(body instanceof Uint8Array && { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body instanceof Uint8Array,
  };
}
