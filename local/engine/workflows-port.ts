import type { Workflows } from '../../functions/app/ports/workflows.ts';
import type { Engine } from './engine.ts';

/** The port on the embedded engine, by a direct call. */
export function createWorkflows(engine: Engine): Workflows {
  return {
    start: (machine, executionName, input) => engine.start(machine, executionName, input),
    succeed: async (taskToken, output) => {
      // The port promises that a used token changes nothing, so there is nothing to tell.
      await engine.succeed(taskToken, output);
    },
  };
}
