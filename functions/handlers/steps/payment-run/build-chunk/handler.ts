import * as z from 'zod';
import { type BuildChunkDeps, createBuildChunk } from '../../../../app/payments/steps/build-chunk.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { attemptSchema, runInputSchema } from '../../edge/step-inputs.ts';

export function createBuildChunkStep(deps: BuildChunkDeps & { readonly log: Log }) {
  return stepHandler(
    'build-chunk',
    runInputSchema.extend({
      attempt: attemptSchema,
      chunk: z.int().min(0),
      giveUp: z.boolean().exactOptional(),
    }),
    deps,
    createBuildChunk(deps),
  );
}
