/**
 * Every error name that a step may end with and a workflow may retry or catch; ASL's `ErrorEquals` and the embedded
 * engine know no others of ours. A name is what survives Lambda, so it is the whole contract.
 */
export const stepErrorNames = [
  /** The store could not be reached, or held the item for another, beyond the engine's own retries. */
  'StoreUnavailable',
  /** A register gave no usable answer in time. */
  'RegisterUnavailable',
  /** The bank's channel could not be reached, and nothing was handed over. */
  'BankUnavailable',
  /** The step was called with an input that its schema refuses: a fault of the workflow's definition. */
  'InvalidStepInput',
] as const;

export type StepErrorName = (typeof stepErrorNames)[number];

/** @param message for the log: ids and codes only */
export function stepError(name: StepErrorName, message: string, options?: ErrorOptions): Error {
  const error = new Error(message, options);
  error.name = name;
  return error;
}
