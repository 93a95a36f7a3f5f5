import whole from './jest.config.mjs';

const { extensionsToTreatAsEsm, transform } = whole;

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm,
  transform,
  // As the sandbox of a run has them.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/'],
  testMatch: ['<rootDir>/test/unit/money-domain.ts'],
};
