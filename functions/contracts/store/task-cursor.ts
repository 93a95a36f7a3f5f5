import * as z from 'zod';

/** By the day on which it has to be decided, or by how long it has waited at its desk. */
export const taskOrders = ['due', 'age'] as const;

/** Where a sorted list of tasks goes on. */
export const taskCursorSchema = z.object({ sort: z.enum(taskOrders), after: z.string() });

export type TaskCursor = z.infer<typeof taskCursorSchema>;
