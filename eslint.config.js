import { defineConfig } from 'eslint/config'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import typescript from 'typescript-eslint'

const unwantedSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'No barrel files: import from the file that declares it.' },
]

const codeRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],

  // Types are preferred to interfaces: a value's shape should not be open to additions from elsewhere.
  '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
  // `number | undefined` as a return of void callbacks, numbers in templates and the like harm nobody.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-invalid-void-type': 'off',
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-dynamic-delete': 'off',
  // A method may be async because its table says so, and an empty text may well mean "none".
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/prefer-nullish-coalescing': [
    'error',
    { ignorePrimitives: { string: true, boolean: true } },
  ],

  'no-restricted-syntax': ['error', ...unwantedSyntax],
  'max-lines': ['error', { max: 400 }],
  eqeqeq: 'error',
  'no-control-regex': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
}

export default defineConfig(
  {
    ignores: ['node_modules/', 'dist/', 'release/', '.cache/', 'test-results/', 'tests/files/', 'resources/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: codeRules,
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [
      typescript.configs.strictTypeChecked,
      typescript.configs.stylisticTypeChecked,
      svelte.configs.recommended,
    ],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
        parser: typescript.parser,
      },
    },
    rules: {
      ...codeRules,
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // There are no stores; to look for them took a fifth of the time.
      'svelte/require-store-reactive-access': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    // What a template gives to Svelte's own types is not always known to the linter; svelte-check knows.
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // The cruiser sees a component's code without its types, so their origin is checked here.
    files: ['renderer/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/electron/(?!contract/|domain/)',
              message: 'The window knows contract and domain only.',
            },
          ],
        },
      ],
    },
  },
  {
    // Configurations are read by tools that ask for a default export.
    files: ['*.config.ts', 'tests/vitest.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['tests/**'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['tests/e2e/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...unwantedSyntax,
        {
          selector: `CallExpression[callee.name="expect"] > AwaitExpression > CallExpression[callee.property.name=/^(count|textContent|innerText|inputValue|getAttribute|is[A-Z][a-z]+|all(Text|Inner)[A-Z][a-z]+)$/]`,
          message: 'What is on a screen comes a moment later on a slow machine: expect.poll waits for it.',
        },
      ],
    },
  },
)
