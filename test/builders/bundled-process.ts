import { build, type Plugin } from 'esbuild';

/** The interpreter's AWS client is never used here, and half of what it would load. */
const noAwsClient: Plugin = {
  name: 'no-aws-client',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\// }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {}' }));
  },
};

/** Bundles a program of the tests with all that it needs into one file, for one that is started some dozen times. */
export async function bundleProcess(entryPoint: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: true,
    logLevel: 'error',
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    plugins: [noAwsClient],
  });
}
