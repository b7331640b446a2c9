// The colours of this projector: 朱红, 青蓝 or dark, remembered by this browser. Knows no meeting.

import { storeText, storedText } from '../shared/browser_storage.js';

export const THEMES = ['vermilion', 'azure', 'dark'];
const STORED = 'pingyi.theme';
// What earlier versions stored for the dark colours.
const STORED_DARK = 'pingyi.dark';

function storedTheme() {
  const theme = storedText(STORED);
  return THEMES.includes(theme) ? theme : storedText(STORED_DARK) === '1' ? 'dark' : THEMES[0];
}

export const currentTheme = () => document.documentElement.dataset.theme || THEMES[0];

export const themeAfter = (theme) => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];

function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.querySelectorAll('button[data-choice]').forEach((button) => {
    button.setAttribute('aria-pressed', String(button.dataset.choice === theme));
  });
}

export function chooseTheme(theme) {
  showTheme(theme);
  storeText(STORED, theme);
}

export function startThemes() {
  showTheme(storedTheme());
  document.querySelectorAll('button[data-choice]').forEach((button) => {
    button.addEventListener('click', () => chooseTheme(button.dataset.choice));
  });
}
