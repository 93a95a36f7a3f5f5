// The project's own transformer for TypeScript, but for one file, which it first makes wrong as PLANTED_BUG says.
import { createRequire } from 'node:module';
import swcJest from '@swc/jest';

const bug = JSON.parse(process.env.PLANTED_BUG ?? '{}');
const require = createRequire(import.meta.url);
const version = require('@swc/jest/package.json').version;

export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    const isHere = (path) => path.endsWith(`/${bug.file}`);
    const planted = (source, path) => (isHere(path) ? source.replace(bug.find, () => bug.replace) : source);
    return {
      canInstrument: swc.canInstrument,
      getCacheKey: (source, path, at) =>
        swc.getCacheKey(planted(source, path), path, at) +
        `-${version}-${isHere(path) ? 'planted' : 'whole'}`,
      process: (source, path, at) => swc.process(planted(source, path), path, at),
      processAsync: (source, path, at) => swc.processAsync(planted(source, path), path, at),
    };
  },
};
