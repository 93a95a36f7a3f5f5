import * as z from 'zod';
import type { Json } from '../domain/audit/canonical-json.ts';

/** Any JSON value whose numbers are whole. */
const jsonSchema: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.string(),
    z.int(),
    z.boolean(),
    z.null(),
    z.array(jsonSchema),
    z.record(z.string(), jsonSchema),
  ]),
);

export const jsonObjectSchema = z.record(z.string(), jsonSchema);
