// The colours of this projector: 朱红, 青蓝 or dark, remembered by this browser. Knows no meeting.

export const THEMES = ['vermilion', 'azure', 'dark'];
const STORED = 'pingyi.theme';
// What earlier versions stored for the dark colours.
const STORED_DARK = 'pingyi.dark';

function storedTheme() {
  try {
    const theme = localStorage.getItem(STORED);
    return THEMES.includes(theme) ? theme : localStorage.getItem(STORED_DARK) === '1' ? 'dark' : THEMES[0];
  } catch (e) {
    return THEMES[0];
  }
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
  try {
    localStorage.setItem(STORED, theme);
  } catch (e) {
    /* storage is blocked: the choice lasts as long as the page */
  }
}

export function startThemes() {
  showTheme(storedTheme());
  document.querySelectorAll('button[data-choice]').forEach((button) => {
    button.addEventListener('click', () => chooseTheme(button.dataset.choice));
  });
}
