import { cpSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

/** One function's code as it is deployed: a folder with `index.mjs` and the data that it reads. */
export interface FunctionBundle {
  /** Its place under functions/handlers/, such as `http/claims/submit-claim`. */
  readonly name: string;
  readonly folder: string;
  /** The container's parts that it is bundled with: what it is wired to, and so what it must be allowed to do. */
  readonly parts: ReadonlySet<string>;
}

export const projectRoot = join(import.meta.dirname, '../..');

const handlers = 'functions/handlers';

/** Data that a part of the container reads from beside the code. */
const carriedWith: { readonly [part: string]: string } = {
  policies: 'policies',
  calendar: 'data/working-calendar.json',
};

/** Takes the place of the SDK's chain of credentials, of which a function needs one link. */
const environmentCredentials = join(projectRoot, 'functions/adapters/environment/environment-credentials.ts');

/** Imported by the SDK only at need, for what we never do: answers as streams of events, and browsers. */
const leftOut = ['@smithy/core/event-streams', 'bowser'];

/**
 * Bundles every function once, for all stages, into `<outFolder>/<name>/`: ESM for Node 24, minified, the SDK inside
 * (so that what was tested is what runs), no source maps (the same commit bundles to the same code, so a map can be
 * had later). All in one call of esbuild, which reads each module once: some 60 functions take 2 to 3 seconds.
 */
export async function bundleFunctions(outFolder: string): Promise<ReadonlyMap<string, FunctionBundle>> {
  rmSync(outFolder, { recursive: true, force: true });
  const names = globSync(`${handlers}/**/index.ts`, { cwd: projectRoot })
    .map((file) => relative(handlers, dirname(file)))
    .sort();
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: names.map((name) => ({ in: join(handlers, name, 'index.ts'), out: join(name, 'index') })),
    outdir: outFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': environmentCredentials },
    external: [...leftOut],
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const bundles = Object.entries(metafile.outputs).map(([file, output]) => {
    const folder = dirname(join(projectRoot, file));
    const parts = new Set(Object.keys(output.inputs).flatMap(partOf));
    for (const [part, data] of Object.entries(carriedWith)) {
      if (parts.has(part)) copyInto(folder, data);
    }
    return { name: relative(outFolder, folder), folder, parts };
  });
  return new Map(bundles.map((bundle) => [bundle.name, bundle]));
}

function partOf(input: string): readonly string[] {
  const part = /^functions\/handlers\/container\/([\w-]+)\.ts$/.exec(input)?.[1];
  return part === undefined ? [] : [part];
}

function copyInto(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(projectRoot, path), join(folder, path.split('/').at(-1) ?? path), { recursive: true });
}
