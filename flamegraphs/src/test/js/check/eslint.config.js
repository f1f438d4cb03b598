import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, globals: { ...globals.browser, uPlot: 'readonly' } },
    rules: {
      eqeqeq: 'error',
      // Names may hold control characters, which the page shows by their number.
      'no-control-regex': 'off',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-implicit-globals': 'error',
      'no-unused-vars': ['error', { args: 'after-used' }],
      'no-shadow-restricted-names': 'error',
      'no-eval': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Names in a profile may hold markup; use textContent.' },
        { property: 'outerHTML', message: 'Names in a profile may hold markup; use textContent.' },
      ],
    },
  },
];
