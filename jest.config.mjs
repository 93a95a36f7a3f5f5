import { availableParallelism } from 'node:os';

// Two rules, because a generic arrow function (`<T>(x: T) => x`) is not legal in a file parsed as TSX.
const swc = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2024',
      experimental: { keepImportAttributes: true },
      parser: { syntax: 'typescript', tsx },
      transform: { verbatimModuleSyntax: true, react: { runtime: 'automatic', importSource: 'preact' } },
    },
  },
];

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  // Build output holds copies of package.json (CDK assets) that would confuse jest's module map.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/', '<rootDir>/.data/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.ts$': swc(false), '\\.tsx$': swc(true) },
  // Two at least: files wait for the processes that they start. Some need half a gigabyte.
  maxWorkers: Math.min(Math.max(2, availableParallelism()), 8),
  // Each test file leaves its modules in its worker, which grows slow with them.
  workerIdleMemoryLimit: '800MB',
  globalSetup: '<rootDir>/tools/make-test-build-folder.mjs',
  globalTeardown: '<rootDir>/tools/remove-test-build-folder.mjs',
  testSequencer: '<rootDir>/tools/slowest-first.mjs',
  testTimeout: 20_000,
};
