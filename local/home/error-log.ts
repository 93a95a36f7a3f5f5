import type { Log } from '../../functions/handlers/edge/log.ts';

/** Faults on the terminal, a JSON line each; what goes well is not told. Attributes are ids, codes and numbers. */
export const errorLog: Log = {
  info: () => undefined,
  error: (message, attributes) => console.error(JSON.stringify({ level: 'error', message, ...attributes })),
};
