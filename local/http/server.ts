import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Dispatch, LocalAnswer } from './dispatch.ts';
import { announcesTooMuch, readBody } from './read-body.ts';

/** Everything under a path that a listener of its own answers: `/oidc`, `/uploads`. */
export interface Mount {
  /** Without a slash at its end. */
  readonly prefix: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export interface ServerOptions {
  readonly dispatch: Dispatch;
  readonly mounts: readonly Mount[];
  /** 0 takes any free one. */
  readonly port: number;
  /** Something failed outside any handler: answered 500 with nothing said. */
  readonly reportFault: (fault: unknown) => void;
  /** How long a client may take to send a whole request; Node answers 408 and hangs up. */
  readonly requestTimeoutMilliseconds?: number;
}

export interface Server {
  readonly port: number;
  /** `http://127.0.0.1:8080` */
  readonly origin: string;
  /** Takes no more connections, lets what is being answered finish for up to 5 s, then hangs up on the rest. */
  close(): Promise<void>;
}

const graceMilliseconds = 5_000;

/** What CloudFront adds there. Pages bring a policy of their own. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** The one-machine home's HTTP server, on loopback alone. */
export async function openServer({
  dispatch,
  mounts,
  port,
  reportFault,
  requestTimeoutMilliseconds = 30_000,
}: ServerOptions): Promise<Server> {
  let closing = false;

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (closing) response.setHeader('connection', 'close');
    const target = request.url ?? '/';
    const mount = mounts.find(
      ({ prefix }) => target === prefix || target.startsWith(`${prefix}/`) || target.startsWith(`${prefix}?`),
    );
    if (mount) {
      response.setHeader('x-content-type-options', 'nosniff');
      mount.handle(request, response);
      return;
    }
    void respond(request, response);
  };

  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const result = await dispatch({
        method: request.method ?? 'GET',
        target: request.url ?? '/',
        headers: singleHeaders(request),
        sourceIp: request.socket.remoteAddress ?? '',
        readBody: (limitBytes) => readBody(request, limitBytes),
      });
      // Also for what came in before the stop: an idle connection would hold it up until it times out.
      if (closing) response.setHeader('connection', 'close');
      write(request, response, result);
    } catch (fault) {
      // Whoever hung up in the middle of a body gets no answer, and is no fault.
      if (request.destroyed && !request.complete) return;
      reportFault(fault);
      if (response.headersSent) response.destroy();
      else write(request, response, { statusCode: 500 });
    }
  };

  const server = createServer(
    {
      requestTimeout: requestTimeoutMilliseconds,
      headersTimeout: Math.min(requestTimeoutMilliseconds, 10_000),
      connectionsCheckingInterval: Math.min(requestTimeoutMilliseconds, 5_000),
      // Longer than clients and proxies keep a connection that idles: a request sent just as we close one is lost.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
    },
    answer,
  );
  // "Expect: 100-continue": a body announced as too large need not be sent at all.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!announcesTooMuch(request)) response.writeContinue();
    answer(request, response);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');

  return {
    port: address.port,
    origin: `http://127.0.0.1:${String(address.port)}`,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        const hangUp = setTimeout(() => {
          server.closeAllConnections();
        }, graceMilliseconds);
        server.close(() => {
          clearTimeout(hangUp);
          resolve();
        });
      }),
  };
}

function singleHeaders({ headers }: IncomingMessage): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return single;
}

function write(request: IncomingMessage, response: ServerResponse, result: LocalAnswer): void {
  if (response.destroyed) return;
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const status = result.statusCode ?? 200;
  // A body that was not read to its end would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status, {
    ...securityHeaders,
    ...result.headers,
    ...(result.cookies && { 'set-cookie': result.cookies }),
    ...(status !== 204 && status !== 304 && { 'content-length': body.length }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
