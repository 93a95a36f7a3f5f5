import { cpSync, globSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { lighterPackages } from './lighter-packages.ts';
import { buildPageAssets } from './page-assets.ts';
import { projectRoot } from './project-root.ts';

/** One function's code as it is deployed: a folder with `index.mjs` and the data that it reads. */
export interface FunctionBundle {
  /** Its place under functions/handlers/, such as `http/claims/submit-claim`. */
  readonly name: string;
  readonly folder: string;
  /** The container's parts that it is bundled with: what it is wired to, and so what it must be allowed to do. */
  readonly parts: ReadonlySet<string>;
}

const handlers = 'functions/handlers';

/** Data that a part of the container reads from beside the code. */
const carriedWith: { readonly [part: string]: string } = {
  'compiled-policies': 'policies',
  policies: 'policies',
  areas: 'data/areas.json',
  contacts: 'data/contacts.json',
  residents: 'data/residents.json',
  banks: 'banks',
  calendar: 'data/working-calendar.json',
};

/** The part whose data are not copied but made: the pages' style sheet and script. */
const pageAssets = 'page-assets';

/** The one function that writes schemas as JSON Schema. */
const writesJsonSchema = 'http/openapi/read-openapi';

/**
 * Bundles every function once, for all stages, into `<outFolder>/<name>/`: ESM for Node 24, minified, the SDK inside
 * (so that what was tested is what runs), no source maps (the same commit bundles to the same code, so a map can be
 * had later). esbuild reads each module once for all: some 60 functions take a few seconds.
 */
export async function bundleFunctions(outFolder: string): Promise<ReadonlyMap<string, FunctionBundle>> {
  rmSync(outFolder, { recursive: true, force: true });
  const names = globSync(`${handlers}/**/index.ts`, { cwd: projectRoot })
    .map((file) => relative(handlers, dirname(file)))
    .sort();
  const metafiles = await Promise.all([
    bundle(
      names.filter((name) => name !== writesJsonSchema),
      outFolder,
      false,
    ),
    bundle([writesJsonSchema], outFolder, true),
  ]);
  const bundles = metafiles.flatMap(({ outputs }) =>
    Object.entries(outputs).map(([file, { inputs }]) => {
      const folder = dirname(join(projectRoot, file));
      const parts = new Set(Object.keys(inputs).flatMap(partOf));
      for (const [part, data] of Object.entries(carriedWith)) {
        if (!parts.has(part)) continue;
        cpSync(join(projectRoot, data), join(folder, basename(data)), {
          recursive: true,
          filter: (path) => !path.endsWith('.md'),
        });
      }
      return { name: relative(outFolder, folder), folder, parts };
    }),
  );
  const withPages = bundles.filter(({ parts }) => parts.has(pageAssets));
  await Promise.all(withPages.map(({ folder }) => buildPageAssets(join(folder, 'assets'))));
  return new Map(bundles.map((one) => [one.name, one]));
}

async function bundle(
  names: readonly string[],
  outFolder: string,
  withJsonSchema: boolean,
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: names.map((name) => ({ in: join(handlers, name, 'index.ts'), out: join(name, 'index') })),
    outdir: outFolder,
    outExtension: { '.js': '.mjs' },
    ...bundling({ withJsonSchema }),
    metafile: true,
  });
  return metafile;
}

/** How functions are bundled, whichever they are. */
export function bundling({ withJsonSchema }: { readonly withJsonSchema: boolean }): BuildOptions {
  return {
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    plugins: [lighterPackages({ withJsonSchema })],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  };
}

function partOf(input: string): readonly string[] {
  const part = /^functions\/handlers\/container\/([\w-]+)\.ts$/.exec(input)?.[1];
  return part === undefined ? [] : [part];
}
