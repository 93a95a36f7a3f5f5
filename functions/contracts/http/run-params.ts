import * as z from 'zod';
import { pathIdSchema } from './path-ids.ts';

/** Of every route about one run. */
export const runParams = z.strictObject({ runId: pathIdSchema });

export const runIdExample = 'run-4f5m1x9a0d2k7q8w3e6r5t1y0u';
export const hashExample = '3f'.repeat(32);
