import type * as z from 'zod';

/** Reads a kept answer (`answerOnce`) by the schema it was given by; undefined when it is none of its kind. */
export function storedAnswer<Schema extends z.ZodType>(
  schema: Schema,
): (stored: unknown) => z.output<Schema> | undefined {
  return (stored) => schema.safeParse(stored).data;
}
