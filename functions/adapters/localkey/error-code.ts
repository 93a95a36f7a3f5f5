/** The code of an error of Node's (`ENOENT`, `EACCES`), whichever realm made it. */
export function errorCode(error: unknown): string | undefined {
  const coded = typeof error === 'object' && error !== null && 'code' in error;
  return coded && typeof error.code === 'string' ? error.code : undefined;
}
