/** Where the edges write what happened: a Powertools Logger, or a test's list. Attributes are ids, codes and numbers. */
export interface Log {
  info(message: string, attributes: LogAttributes): void;
  error(message: string, attributes: LogAttributes): void;
}

export type LogAttributes = { readonly [name: string]: unknown };

const mostFaults = 5;

/**
 * What may be logged of a fault. Messages of libraries can quote what they were given (JSON.parse does), so runs of
 * six digits and everything that is not ASCII (numbers, names, addresses) are masked, here and in causes.
 */
export function faultAttributes(fault: unknown): LogAttributes {
  if (!(fault instanceof Error)) return { errorName: typeof fault };
  return {
    errorName: fault.name,
    errorMessage: fault instanceof SyntaxError ? '(withheld: may quote its input)' : masked(fault.message),
    // The stack begins with the message, which must not come in by this door.
    errorStack: fault.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(fault.cause !== undefined && { cause: faultAttributes(fault.cause) }),
    ...(fault instanceof AggregateError && { faults: faultsOf(fault) }),
  };
}

/** The first of what failed: the rest is counted in the message. */
function faultsOf({ errors }: AggregateError): readonly LogAttributes[] {
  return errors.slice(0, mostFaults).map((one: unknown) => faultAttributes(one));
}

function masked(message: string): string {
  return message
    .slice(0, 500)
    .replace(/\d{6,}[\dXx]?/g, '#')
    .replace(/[^\x20-\x7e]+/g, '~');
}
