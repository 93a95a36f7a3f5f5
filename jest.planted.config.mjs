import whole from './jest.config.mjs';

/** The suite over source with a planted bug (tools/planted-bugs.mjs). @type {import('jest').Config} */
export default {
  ...whole,
  transform: Object.fromEntries(
    Object.entries(whole.transform).map(([pattern, [, options]]) => [
      pattern,
      ['<rootDir>/tools/planted-transform.mjs', options],
    ]),
  ),
};
