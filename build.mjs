// Bundles what runs on one machine into dist/, with the pages' style sheet and script in dist/assets/. Node strips
// types by itself but does not run .tsx, hence a build. `node build.mjs FOLDER` builds elsewhere in the project: a test
// runs a build of its own.
import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildPageAssets } from './infra/assets/page-assets.ts';

const outdir = process.argv[2] ?? 'dist';
const entryPoints = globSync(['local/main.ts', 'local/commands/*.ts', 'bench/main.ts']);

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints,
  outdir,
  outbase: '.',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // Code that several entry points share lands in chunks, so it exists once.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: true,
  logLevel: 'warning',
});

await buildPageAssets(join(outdir, 'assets'));
console.log(`build: ${String(entryPoints.length)} entry points and the pages' assets in ${outdir}/`);
