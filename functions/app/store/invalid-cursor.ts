const name = 'InvalidCursor';

/** A cursor that no page of this list gave: the caller's mistake, not a fault. */
export function invalidCursor(message: string, options?: ErrorOptions): RangeError {
  const error = new RangeError(message, options);
  error.name = name;
  return error;
}

export function isInvalidCursor(error: unknown): boolean {
  return error instanceof Error && error.name === name;
}
