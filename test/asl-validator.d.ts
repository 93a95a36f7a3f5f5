// asl-validator publishes no types.
declare module 'asl-validator' {
  /** Changes the definition it is given (it fills in QueryLanguage), so hand it a clone. */
  export default function validate(
    definition: object,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ): { isValid: boolean; errorsText(separator?: string): string };
}
