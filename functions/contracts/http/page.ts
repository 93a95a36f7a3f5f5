import * as z from 'zod';

/** Where a list goes on, as the page before gave it. */
export const cursorSchema = z.string().min(1).max(2048).meta({
  description: 'opaque; as the page before gave it',
});

/** A list in an answer; an unchangeable one will do. */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> {
  return z.array(item).readonly();
}
