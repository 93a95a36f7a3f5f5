import * as z from 'zod';
import { leftOutReasons } from '../../domain/payments/left-out.ts';
import { rollChanges } from '../../domain/payments/roll-change.ts';
import { fenSchema } from '../bank/payment-file.ts';

/** How many payments, and more or less fen than for the last period. */
const changeSchema = z.object({ count: z.int(), differenceFen: fenSchema });

export const rollChangesSchema = z.object({
  account: changeSchema,
  amount: changeSchema,
  gone: changeSchema,
  new: changeSchema,
});

export type RollChanges = Readonly<z.infer<typeof rollChangesSchema>>;

/** How a roll, or a part of it, differs from the last period. */
export const rollVarianceSchema = z.object({
  /** What the last period came to for those who are compared: with the differences it adds up to what is due now. */
  last: z.object({ count: z.int(), fen: fenSchema }),
  changes: rollChangesSchema,
});

export type RollVariance = Readonly<z.infer<typeof rollVarianceSchema>>;

const changedPayeeSchema = z.object({
  awardId: z.string(),
  component: z.string(),
  changes: z.array(z.enum(rollChanges)),
  /** Absent for who is gone. */
  amountFen: z.exactOptional(fenSchema),
  /** Absent for who is new. */
  lastFen: z.exactOptional(fenSchema),
  /** Of the account that is paid to; absent for who is gone. */
  accountVersion: z.exactOptional(z.int()),
  /** Why somebody is gone. */
  leftOut: z.exactOptional(z.enum(leftOutReasons)),
});

/** A payee who is new, gone, or paid another amount or to another account than for the last period. */
export type ChangedPayee = Readonly<z.infer<typeof changedPayeeSchema>>;

/** Those of a chunk who differ from the last period; who is paid as last time is not among them. */
export const changedItemSchema = z.object({ changed: z.array(changedPayeeSchema) });

/** Where a list by a run's chunks goes on: the chunk, and how many of those in it were told already. */
export const placeInChunksSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);
