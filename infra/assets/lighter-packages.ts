import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import * as z from 'zod';
import { projectRoot } from './project-root.ts';

/** Imported by the SDK at need, for what we never do: answers as streams of events, and browsers. */
const neverNeeded = /^(?:@smithy\/core\/event-streams|bowser)$/;

const unusedModules =
  /\/(?:Md5Js|Sha1Js|Sha256Js|DefaultRateLimiter|AdaptiveRetryStrategy|getInstanceMetadataRegion|parseIni)\.js$/;

const ours = (file: string): string => join(projectRoot, file);

/** Packages in whose place a module of ours is bundled; each says what it does without. */
const replaced: Readonly<Record<string, string>> = {
  // The chain of credentials, of which a function needs one link: 135 KB.
  '@aws-sdk/credential-provider-node': ours('infra/assets/environment-credentials.ts'),
  // 9 KB.
  '@aws-sdk/middleware-endpoint-discovery': ours('infra/assets/no-endpoint-discovery.ts'),
  // All of zod but its compiler: 30 KB.
  zod: ours('infra/assets/zod-without-compiler.ts'),
};

const packageSchema = z.object({ version: z.string() });

/**
 * Leaves out what packages bring that no function uses and a bundler cannot know to be unused: it would be two fifths
 * of a function's weight, and of what it reads at a cold start. A test loads every bundle and has some serve requests.
 */
export function lighterPackages({ withJsonSchema }: { readonly withJsonSchema: boolean }): Plugin {
  return {
    name: 'lighter-packages',
    setup(build) {
      build.onResolve({ filter: /^(?:zod|@aws-sdk\/[\w-]+)$/ }, ({ path, importer }) => {
        const replacement = replaced[path];
        return replacement === undefined || replacement === importer ? undefined : { path: replacement };
      });
      build.onResolve({ filter: neverNeeded }, ({ path, kind }) =>
        kind === 'dynamic-import' ? { path, external: true } : undefined,
      );
      // The clients take their version from it and nothing else.
      build.onLoad({ filter: /@aws-sdk\/client-[a-z\d]+\/package\.json$/ }, ({ path }) => ({
        contents: JSON.stringify(packageSchema.parse(JSON.parse(readFileSync(path, 'utf8')))),
        loader: 'json',
      }));
      build.onLoad(
        { filter: /@aws-sdk\/client-[a-z\d]+\/dist-es\/endpoint\/endpointResolver\.js$/ },
        ({ path }) => ({
          contents: endpointResolver(path),
        }),
      );
      build.onLoad({ filter: /@aws-sdk\/client-[a-z\d]+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path }) => ({
        contents: usedSchemas(readFileSync(path, 'utf8')),
      }));
      // zod's sentences; ours are said by code (handlers/http/edge/messages.ts), and a log has code and path: 3 KB.
      build.onLoad({ filter: /\/zod\/v4\/locales\/en\.js$/ }, () => ({
        contents: 'export default () => ({ localeError: ({ code }) => code });',
      }));
      // Regions by partition, for rules of addresses that are replaced above: 5 KB.
      build.onLoad({ filter: /\/util-endpoints\/lib\/aws\/partitions\.js$/ }, () => ({
        contents: 'export const partitionsInfo = { partitions: [] };',
      }));
      // Hashes for a Node without OpenSSL, and a way to try again that nobody chose: 10 KB with S3. Files of settings
      // and a machine's own region: a function has its settings in its environment, 2 KB.
      build.onLoad({ filter: unusedModules }, ({ path }) => ({
        contents: throwing(readFileSync(path, 'utf8')),
      }));
      // Signs events of a stream, and is made before there is any: 2 KB.
      build.onLoad({ filter: /\/signature-v4\/dist-es\/HeaderFormatter\.js$/ }, () => ({
        contents: `${leftOut}\nexport class HeaderFormatter { format() { leftOut(); } }`,
      }));
      // Who asks, in a word instead of a list of the SDK's parts and features: 3 KB.
      build.onLoad({ filter: /\/middleware-user-agent\/user-agent-middleware\.js$/ }, () => ({
        contents: userAgent,
      }));
      // Guards against objects that contain themselves, which nothing does that came as JSON; zod/mini has none: 3 KB.
      build.onLoad({ filter: /\/zod\/v4\/core\/memoizer\.js$/ }, ({ path }) => ({
        contents: `${throwing(readFileSync(path, 'utf8'), ['memoizer'])}\nexport const memoizer = () => undefined;`,
      }));
      if (withJsonSchema) return;
      // Schemas can write themselves as JSON Schema, which the OpenAPI document alone asks of them: 19 KB.
      build.onLoad(
        { filter: /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/ },
        ({ path }) => ({
          contents: throwing(readFileSync(path, 'utf8')),
        }),
      );
    },
  };
}

/** The rules for a service's address, for each client 5 to 25 KB, against the one rule that we need. */
function endpointResolver(path: string): string {
  const client = /\/client-([a-z\d]+)\//.exec(path)?.[1] ?? '';
  if (client === 's3') {
    return `export { bucketEndpointOf as defaultEndpointResolver } from ${JSON.stringify(ours('infra/assets/one-endpoint.ts'))};`;
  }
  const host = client === 'sfn' ? 'states' : client;
  return [
    `import { endpointOf } from ${JSON.stringify(ours('infra/assets/one-endpoint.ts'))};`,
    `export const defaultEndpointResolver = (parameters) => endpointOf(${JSON.stringify(host)}, parameters);`,
  ].join('\n');
}

/** The one error that is told by its class and read further; all others are told by their names. */
const errorWithFields = 'TransactionCanceledException';

/**
 * A client's schemas in a form from which a bundler leaves out those of operations that are never called: 20 KB for
 * KMS, 60 KB for S3. Two things keep it from that. Keys are computed (`[_hH]: …`), which might run code for all it
 * knows: here they are written out. And every error of the service is registered: here only what its fields are read
 * of, since the client gives any other the name that the service calls it, as an error of the service's base class.
 */
function usedSchemas(source: string): string {
  const constants = [...source.matchAll(/^const (_\w+) = (".*");$/gm)];
  const texts = new Map(constants.map(([, name, text]) => [name, text]));
  return source
    .replace(/\[(_\w+)\]:/g, (whole, name: string) => `${texts.get(name) ?? whole.slice(0, -1)}:`)
    .replace(/^n0_registry\.registerError\((\w+)\$, \w+\);$/gm, (whole, name) =>
      name === errorWithFields ? whole : '',
    );
}

/** What CloudTrail shows of who asked. */
const userAgent = `
  export const userAgentMiddleware = () => (next) => (args) => {
    args.request.headers['user-agent'] = 'huimin';
    return next(args);
  };
  export const getUserAgentMiddlewareOptions = { name: 'getUserAgentMiddleware', step: 'build', override: true };
  export const getUserAgentPlugin = (config) => ({
    applyToStack: (stack) => stack.add(userAgentMiddleware(config), getUserAgentMiddlewareOptions),
  });
`;

const leftOut =
  "const leftOut = () => { throw new Error('left out of the bundle: infra/assets/lighter-packages.ts'); };";

/** A module with the same exports, each a function that says that it was left out. */
function throwing(source: string, except: readonly string[] = []): string {
  const declared = [...source.matchAll(/^export (?:class|const|function) (\w+)/gm)];
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \};/gm)];
  const names = [...declared, ...renamed].flatMap(([, name]) =>
    name === undefined || except.includes(name) ? [] : [name],
  );
  return [leftOut, `export { ${names.map((name) => `leftOut as ${name}`).join(', ')} };`].join('\n');
}
