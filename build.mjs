// Bundles what runs on one machine into dist/, with the pages' style sheet and script in dist/assets/. Node strips
// types by itself but does not run .tsx, hence a build. `node build.mjs FOLDER` builds elsewhere in the project: a test
// runs a build of its own.
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { compile } from 'sass';

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

/** Writes an asset under a name that changes with its content, so that browsers may keep it for ever. */
function asset(name, extension, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const file = `${name}-${hash}.${extension}`;
  writeFileSync(join(outdir, 'assets', file), content);
  writeFileSync(join(outdir, 'assets', `${file}.gz`), gzipSync(content, { level: 9 }));
  return `/assets/${file}`;
}

mkdirSync(join(outdir, 'assets'), { recursive: true });
const { css } = compile('functions/web/styles/huimin.scss', {
  loadPaths: ['node_modules'],
  style: 'compressed',
  quietDeps: true,
});
const script = await build({
  entryPoints: ['functions/web/scripts/huimin.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  // What the Design System's own scripts ask for: browsers that know modules.
  target: 'es2017',
  write: false,
  logLevel: 'warning',
});
const assets = {
  css: asset('huimin', 'css', css),
  js: asset('huimin', 'js', script.outputFiles[0].contents),
};
writeFileSync(join(outdir, 'assets', 'manifest.json'), `${JSON.stringify(assets)}\n`);
console.log(`build: ${String(entryPoints.length)} entry points and the pages' assets in ${outdir}/`);
