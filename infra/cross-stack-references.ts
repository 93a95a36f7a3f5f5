/**
 * How a stack reads what another has made. `strong`: by exports, which cannot go while somebody reads them.
 * The library's newer `weak` ones reach other regions without any machinery of their own.
 */
export const crossStackReferences = '@aws-cdk/core:defaultCrossStackReferences';
