// Bundles what runs on one machine into dist/. Node strips types by itself but does not run .tsx, hence a build.
import { globSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const entryPoints = globSync(['local/main.ts', 'local/commands/*.ts', 'bench/main.ts']);

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints,
  outdir: 'dist',
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
console.log(`build: ${String(entryPoints.length)} entry points in dist/`);
