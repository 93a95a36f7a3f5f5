import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const outsideWorld = 'the domain is pure: it is handed dates, random values and answers by its caller';

export default defineConfig(
  globalIgnores(['dist', 'cdk.out', 'coverage', 'reports', '.data', '.stryker-tmp', 'standards', 'data']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,

  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // An assertion is a claim that nobody checks; adapters and tests, at the edges, are exempt below.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      // `type` or `interface`, and a named index (`{ [attribute: string]: Value }`), is the author's choice.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // There are no enums (`erasableSyntaxOnly`), and looking for them takes a tenth of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A port is asynchronous although one of its engines is not.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier[imported.name='z'], ImportDefaultSpecifier)",
          message: "write `import * as z from 'zod'`: the named import bundles 45 locales (400 KB)",
        },
      ],
    },
  },

  {
    files: ['functions/domain/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Date',
          'process',
          'performance',
          'fetch',
          'crypto',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'globalThis',
        ].map((name) => ({ name, message: outsideWorld })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: outsideWorld },
        { object: 'Temporal', property: 'Now', message: outsideWorld },
      ],
    },
  },

  {
    // dependency-cruiser says which packages these may import; this says what of node:crypto.
    files: ['functions/domain/**', 'functions/app/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:crypto',
              allowImportNames: ['createHash', 'createHmac', 'hash', 'timingSafeEqual'],
              message: 'hashing recomputes; keys and random values come through a port',
            },
          ],
        },
      ],
    },
  },

  {
    files: ['functions/adapters/**', 'test/**'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }] },
  },

  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  { files: ['local/**', 'tools/**', 'bench/**'], rules: { 'no-console': 'off' } },

  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'Buffer',
          'URL',
          'console',
          'fetch',
          'module',
          'performance',
          'process',
          'require',
          'setTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },

  // Last: switches off whatever Prettier decides.
  prettier,
);
