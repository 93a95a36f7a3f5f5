import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { stepError, stepErrorNames } from '../../../app/ports/step-errors.ts';
import { faultAttributes, type Log, type LogAttributes } from '../../edge/log.ts';
import { noLambdaContext } from '../../edge/no-lambda-context.ts';

export type StepHandler<Output> = (input: unknown, context?: Context) => Promise<Output>;

/**
 * Wraps a use case as a workflow's step. Inputs and outputs carry ids, codes and numbers only, so they may be logged;
 * an input that its schema refuses is a fault of the workflow's definition. An error keeps its `name`, which is all
 * that `Retry` and `Catch` see of it; a name that is not declared in step-errors.ts is logged as unexpected.
 * @param step the name in the log, kebab-case
 */
export function stepHandler<Input extends z.ZodType, Output>(
  step: string,
  inputSchema: Input,
  { log }: { readonly log: Log },
  handle: (input: z.output<Input>) => Promise<Output>,
): StepHandler<Output> {
  // A step's time is its state's TimeoutSeconds, so middy's own early end is off.
  const handler = middy<unknown, Output>({ timeoutEarlyInMillis: 0 })
    .onError(({ event, error }) => {
      const unexpected = !isDeclared(error);
      log.error('step failed', { step, ...idsOf(event), unexpected, ...faultAttributes(error) });
      // No response is set: middy throws the same error on, name and all.
    })
    .handler(async (event: unknown) => {
      const input = inputSchema.safeParse(event);
      if (!input.success) {
        throw stepError('InvalidStepInput', `${step} cannot read its input`, { cause: input.error });
      }
      const output = await handle(input.data);
      log.info('step done', { step, ...idsOf(event) });
      return output;
    });
  return (event, context) => handler(event, context ?? noLambdaContext);
}

function isDeclared(error: unknown): boolean {
  const names: readonly string[] = stepErrorNames;
  return error instanceof Error && names.includes(error.name);
}

/** The ids that an input names, to find a step's lines by: `claimId`, `runId`, `chunk`; a task token stays out. */
function idsOf(event: unknown): LogAttributes {
  if (typeof event !== 'object' || event === null) return {};
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => name.endsWith('Id') || name === 'chunk'),
  );
}
