import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import * as z from 'zod';
import type { Assets } from '../../functions/web/kernel/page-context.ts';
import type { Mount } from './server.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** The pages' style sheet and script as build.mjs left them: where pages find them, and who serves them. */
export async function loadPageAssets(
  folder: string,
): Promise<{ readonly assets: Assets; readonly mount: Mount }> {
  const assets = z
    .strictObject({ css: z.string(), js: z.string() })
    .parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const names = (await readdir(folder)).filter((name) => mediaTypes[extname(name)] !== undefined);
  const files = new Map<string, { type: string; plain: Buffer; gzipped: Buffer }>(
    await Promise.all(
      names.map(
        async (name) =>
          [
            `/assets/${name}`,
            {
              type: mediaTypes[extname(name)] ?? '',
              plain: await readFile(join(folder, name)),
              gzipped: await readFile(join(folder, `${name}.gz`)),
            },
          ] as const,
      ),
    ),
  );
  return {
    assets,
    mount: {
      prefix: '/assets',
      handle(request, response) {
        const file = files.get(request.url ?? '');
        if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
          response.writeHead(404).end();
          return;
        }
        const gzip = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '');
        const content = gzip ? file.gzipped : file.plain;
        response.writeHead(200, {
          'content-type': file.type,
          'content-length': content.length,
          // The name changes with the content.
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'accept-encoding',
          ...(gzip ? { 'content-encoding': 'gzip' } : {}),
        });
        response.end(request.method === 'HEAD' ? undefined : content);
      },
    },
  };
}
