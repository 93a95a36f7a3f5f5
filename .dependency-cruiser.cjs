// The import rules of the project's shape. Arrows point one way:
//   domain <- app <- handlers, web;   contracts -> domain;   adapters -> app, contracts, domain.
// Only the container and local/ see everything, so a use case can be read, tested and moved on its own.

/** Everything in this repository that is a module of ours. */
const ours = '^(functions|infra|local|test|bench|workflows|tools)/';
const container = '^functions/handlers/container(\\.ts$|/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules in a cycle can only be understood, tested and loaded together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Decisions must recompute for ever: no SDK, schema library, logger, clock or randomness in the domain. ' +
        'CEL evaluates policies, Temporal does dates, node:crypto hashes.',
      severity: 'error',
      from: { path: '^functions/domain/' },
      to: {
        pathNot: [
          '^functions/domain/',
          'node_modules/@marcbachmann/cel-js/',
          'node_modules/temporal-polyfill/',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'contracts-describe-the-domain',
      comment: 'A schema is shared by handlers, adapters and tests, so it may drag in nothing but zod.',
      severity: 'error',
      from: { path: '^functions/contracts/' },
      to: { pathNot: ['^functions/(contracts|domain)/', 'node_modules/zod/'] },
    },
    {
      name: 'app-speaks-through-ports',
      comment:
        'A use case reaches the world through the ports beside it; one that imports an SDK or a Node module ' +
        'runs in one home only. Temporal is here because ports carry dates, node:crypto because keys of rows hash.',
      severity: 'error',
      from: { path: '^functions/app/' },
      to: {
        pathNot: [
          '^functions/(app|contracts|domain)/',
          'node_modules/temporal-polyfill/',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'adapters-serve-ports',
      comment: 'An adapter implements a port and knows neither who calls it nor how it is wired.',
      severity: 'error',
      from: { path: '^functions/adapters/' },
      to: { path: ours, pathNot: '^functions/(adapters|app|contracts|domain)/' },
    },
    {
      name: 'edges-see-use-cases-only',
      comment: 'Handlers and pages are handed their adapters: the container alone chooses them.',
      severity: 'error',
      from: { path: '^functions/(handlers|web)/', pathNot: container },
      to: { path: '^functions/adapters/' },
    },
    {
      name: 'only-entries-wire',
      comment: 'What imports the container cannot be tested without it: only an index.ts does.',
      severity: 'error',
      from: { path: '^functions/', pathNot: [container, '^functions/handlers/.*/index\\.ts$'] },
      to: { path: container },
    },
    {
      name: 'functions-stand-alone',
      comment:
        'What is deployed depends on neither its deployment, the one-machine home, tests nor benchmarks.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: ours, pathNot: '^functions/' },
    },
    {
      name: 'infra-reads-bindings-only',
      comment:
        'Synthesis runs no runtime code: handlers are named by path, workflows by their bindings. The table of ' +
        'routes and the places of staff are read as the data they are: a copy could deploy what is not there.',
      severity: 'error',
      from: { path: '^infra/' },
      to: {
        path: ours,
        pathNot: [
          '^infra/',
          '^workflows/[^/]+/bindings\\.ts$',
          '^functions/app/access/routes\\.ts$',
          '^functions/web/staff-places\\.ts$',
        ],
      },
    },
    {
      name: 'bindings-are-leaves',
      comment: 'Both infra and local read a binding, so it may pull in nothing of either.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: ours },
    },
    {
      name: 'nothing-depends-on-tests',
      comment: 'Tests and benchmarks are ends: what others need from them belongs elsewhere.',
      severity: 'error',
      from: { path: ours, pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-dev-packages-at-run-time',
      comment: 'A development package is absent where the system runs.',
      severity: 'error',
      // The pages' script runs in a browser: build.mjs bundles it.
      from: { path: '^(functions|local)/', pathNot: '^functions/web/scripts/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    includeOnly: { path: [ours, 'node_modules/', '^(node:)?[a-z_/]+$'] },
    doNotFollow: { path: 'node_modules' },
    // Type imports count: a type from the wrong side is a dependency on the wrong side.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
