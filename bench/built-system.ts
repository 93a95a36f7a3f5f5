import { join } from 'node:path';
import { projectRoot } from '../local/home/project-root.ts';
import type { BuiltSystem } from '../test/builders/running-system.ts';

/** What `npm run build` has built, and `npm start` runs. */
export const builtSystem: BuiltSystem = {
  entry: (name) => join(projectRoot, 'dist', `${name}.mjs`),
  remove: () => Promise.resolve(),
};
