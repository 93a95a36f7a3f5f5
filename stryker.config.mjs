// `npm run mutate`: every small change of the money's domain must make a test fail.
export default {
  mutate: ['functions/domain/{money,ledger,payments,reconciliation}/**/*.ts'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  // The project's tests are ES modules.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'jest.mutation.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // Tables and lists that are built when a module loads need every test for every mutant: half an hour.
  ignoreStatic: true,
  concurrency: 2,
  // Each run leaves its modules in the process.
  maxTestRunnerReuse: 150,
  // Generous, for busy machines: an endless loop is slow to find, a false alarm would count as found.
  timeoutMS: 60_000,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'node_modules/.cache/stryker/mutation.json' },
  tempDirName: '.stryker-tmp',
  clearTextReporter: { logTests: false, allowColor: false },
  ignorePatterns: ['/bench', '/docs', '/infra', '/dist', '/cdk.out', '/.data'],
  thresholds: { high: 98, low: 95, break: 95 },
};
