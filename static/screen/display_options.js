// The options of one projector: key, dark colours, full screen, controls that hide when the mouse rests. Knows no meeting.
import { keyInAddress } from '../shared/codes.js';
import { $ } from '../shared/dom.js';

const REST_MS = 4000;

// The key stays in the address, so that a restarted projector finds its meeting.
export function readKey() {
  const key = keyInAddress(location.href);
  try {
    if (key) sessionStorage.setItem('pingyi.screen', key);
    return key || sessionStorage.getItem('pingyi.screen');
  } catch (e) {
    return key;
  }
}

function setDark(isDark) {
  document.documentElement.dataset.theme = isDark ? 'dark' : '';
  $('#dark').setAttribute('aria-pressed', String(isDark));
  try {
    localStorage.setItem('pingyi.dark', isDark ? '1' : '');
  } catch (e) {
    /* storage is blocked: the choice lasts as long as the page */
  }
}

function isDarkStored() {
  try {
    return localStorage.getItem('pingyi.dark') === '1';
  } catch (e) {
    return false;
  }
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

let restTimer = 0;

function showControls() {
  document.body.classList.add('options-shown');
  clearTimeout(restTimer);
  restTimer = setTimeout(() => document.body.classList.remove('options-shown'), REST_MS);
}

export function startOptions() {
  setDark(isDarkStored());
  $('#dark').addEventListener('click', () => setDark(document.documentElement.dataset.theme !== 'dark'));
  $('#full').addEventListener('click', toggleFullScreen);
  window.addEventListener('mousemove', showControls);
}
