import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Assets } from '../../../web/kernel/page-context.ts';
import type { PageHandler } from './page-handler.ts';
import { takesGzip } from './takes-gzip.ts';

interface AssetFile {
  readonly mediaType: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

/** The pages' style sheet and script, as infra/assets/page-assets.ts left them. */
export interface PageAssets {
  readonly addresses: Assets;
  readonly files: ReadonlyMap<string, AssetFile>;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** @throws when the folder is not what the build leaves */
export async function loadPageAssets(folder: string): Promise<PageAssets> {
  const addresses = z
    .strictObject({ css: z.string(), js: z.string() })
    .parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const files = (await readdir(folder)).flatMap((name) => {
    const mediaType = mediaTypes[extname(name)];
    return mediaType === undefined ? [] : [{ name, mediaType }];
  });
  return {
    addresses,
    files: new Map(
      await Promise.all(
        files.map(async ({ name, mediaType }): Promise<[string, AssetFile]> => {
          const [plain, gzipped] = await Promise.all([
            readFile(join(folder, name)),
            readFile(join(folder, `${name}.gz`)),
          ]);
          return [`/assets/${name}`, { mediaType, plain, gzipped }];
        }),
      ),
    ),
  };
}

/** Pages together with what they are shown by. */
export function withAssets(pages: PageHandler, { files }: PageAssets): PageHandler {
  return {
    owns: (path) => files.has(path) || pages.owns(path),
    handler: async (event, context) => {
      const file = files.get(event.rawPath);
      return file ? assetAnswer(file, event.headers['accept-encoding']) : pages.handler(event, context);
    },
  };
}

function assetAnswer(
  { mediaType, plain, gzipped }: AssetFile,
  acceptEncoding: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const gzip = takesGzip(acceptEncoding);
  return {
    statusCode: 200,
    headers: {
      'content-type': mediaType,
      // The name changes with the content.
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: (gzip ? gzipped : plain).toString('base64'),
    isBase64Encoded: true,
  };
}
