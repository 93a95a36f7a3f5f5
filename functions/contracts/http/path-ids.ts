import * as z from 'zod';

/** An id in a path. What is none of ours is told apart by nobody: it gets the 404 that an unknown one gets. */
export const pathIdSchema = z.string().min(1).max(100);

/** A claim's reference as somebody typed it, with spaces and dashes as they like. */
export const pathReferenceSchema = z
  .string()
  .min(1)
  .max(40)
  .meta({ examples: ['HM7K2M9QXD4T'] });
