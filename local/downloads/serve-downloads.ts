import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Keyed } from '../../functions/app/ports/secrets.ts';
import type { Mount } from '../http/server.ts';
import { termsOfLink } from './download-links.ts';

export interface ServeDownloadsDeps {
  readonly clock: Clock;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
  /** Path under which this sort of file is given, such as `/downloads`. */
  readonly prefix: string;
  readonly read: (key: string) => AsyncIterable<Uint8Array>;
  readonly reportFault: (fault: unknown) => void;
}

/** `GET <prefix>/<terms>.<signature>`: streams the file that the address stands for; 403 to any other, as S3. */
export function serveDownloads(deps: ServeDownloadsDeps): Mount {
  return {
    prefix: deps.prefix,
    handle(request, response) {
      const terms = request.method === 'GET' ? termsOfLink(deps, request.url ?? '') : undefined;
      if (!terms) {
        response.writeHead(403).end();
        return;
      }
      response.writeHead(200, {
        'content-type': terms.mediaType,
        'content-disposition': `attachment; filename="${terms.name}"`,
        'cache-control': 'no-store',
      });
      // Broken off, the answer has no end, and its reader knows.
      pipeline(deps.read(terms.key), response).catch((fault: unknown) => {
        if (!response.closed) deps.reportFault(fault);
      });
    },
  };
}
