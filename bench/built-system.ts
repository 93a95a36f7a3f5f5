import { type BuiltSystem, commandIn } from '../test/builders/running-system.ts';

/** What `npm run build` has built, and `npm start` runs. */
export const builtSystem: BuiltSystem = { command: commandIn('dist') };
