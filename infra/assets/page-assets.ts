import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { compile } from 'sass';
import { projectRoot } from './project-root.ts';

/**
 * Compiles the pages' style sheet and script into a folder, plain and gzipped, with a `manifest.json` that says their
 * addresses. For both homes: build.mjs calls it for one machine, bundle-functions.ts for AWS.
 */
export async function buildPageAssets(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { css } = compile(join(projectRoot, 'functions/web/styles/huimin.scss'), {
    loadPaths: [join(projectRoot, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
  });
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['functions/web/scripts/huimin.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    // What the Design System's own scripts ask for: browsers that know modules.
    target: 'es2017',
    write: false,
    logLevel: 'warning',
  });
  const addresses = {
    css: write(folder, 'css', css),
    js: write(folder, 'js', outputFiles.map(({ text }) => text).join('')),
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(addresses)}\n`);
}

/** Under a name that changes with the content, so that browsers may keep it for ever. */
function write(folder: string, extension: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const file = `huimin-${hash}.${extension}`;
  writeFileSync(join(folder, file), content);
  writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
  return `/assets/${file}`;
}
