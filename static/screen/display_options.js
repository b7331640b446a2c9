// The options of one projector: key, full screen, controls that hide when the mouse rests. Knows no meeting.
import { TAB, storeText, storedText } from '../shared/browser_storage.js';
import { keyInAddress } from '../shared/codes.js';
import { $ } from '../shared/dom.js';

const REST_MS = 4000;

// The key stays in the address, so that a restarted projector finds its meeting.
export function readKey() {
  const key = keyInAddress(location.href);
  if (key) storeText('pingyi.screen', key, TAB);
  return key || storedText('pingyi.screen', TAB);
}

export const isFullScreen = () => Boolean(document.fullscreenElement);

export const canFillScreen = () => Boolean(document.fullscreenEnabled);

export function toggleFullScreen() {
  if (isFullScreen()) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

let restTimer = 0;

function showControls() {
  document.body.classList.add('options-shown');
  clearTimeout(restTimer);
  restTimer = setTimeout(() => document.body.classList.remove('options-shown'), REST_MS);
}

export function startOptions() {
  $('#full').addEventListener('click', toggleFullScreen);
  window.addEventListener('mousemove', showControls);
}
