import { randomIds } from '../../adapters/ids/random-ids.ts';

export const ids = randomIds();
