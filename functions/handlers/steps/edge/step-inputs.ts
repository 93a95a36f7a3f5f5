import * as z from 'zod';

/*
 * What the workflows hand their steps (workflows/*.asl.json, `Parameters` and `Payload`): ids and numbers alone.
 * A test holds each state's parameters against its step's schema.
 */

const idSchema = z.string().min(1);

export const claimInputSchema = z.strictObject({ claimId: idSchema });

export const runInputSchema = z.strictObject({ runId: idSchema });

/** A step that leaves its task token for whoever decides. */
export const taskTokenSchema = z.string().min(1);

/** The execution that gives its subject over to a new one. */
export const executionNameSchema = z.string().min(1);

export const attemptSchema = z.int().min(1);
