import js from '@eslint/js';
import globals from 'globals';

const rules = {
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  // ES2017 has no catch without a name.
  'no-unused-vars': ['error', { caughtErrors: 'none' }],
  // File names are cleared of control characters.
  'no-control-regex': 'off',
};

// Phones of 2019 read ES2017: no object rest or spread.
const browser = { ecmaVersion: 2017, sourceType: 'module', globals: globals.browser };
const node = { ecmaVersion: 2022, sourceType: 'module', globals: globals.nodeBuiltin };

export default [
  { ignores: ['static/vendor/', 'static/built/', '**/node_modules/'] },
  js.configs.recommended,
  { rules },
  {
    files: ['static/**/*.js'],
    ignores: ['static/shared/browser_storage.js'],
    languageOptions: browser,
    // Servers below different paths of one host share the storage: only this module knows whose a name is.
    rules: { 'no-restricted-globals': ['error', 'localStorage', 'sessionStorage'] },
  },
  { files: ['static/shared/browser_storage.js'], languageOptions: browser },
  { files: ['tests/{javascript,second_client}/**/*.js', 'scripts/javascript/*.js'], languageOptions: node },
];
