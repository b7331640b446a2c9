// How long a message to the server and back takes over the page's own connection. Knows no meeting.
import { t } from '../shared/i18n.js';
import { $, write } from '../shared/dom.js';

const SLOW_MS = 800;

// Milliseconds of the last round trip; null before the first.
let last = null;

export function drawRoundTrip(isOnline) {
  const isKnown = isOnline && last !== null;
  const isSlow = isKnown && last > SLOW_MS;
  write($('#trip'), isKnown ? t(isSlow ? 'trip.slow' : 'trip', { ms: last }) : '');
  $('#trip').classList.toggle('warn', isSlow);
}

export function acceptRoundTrip(ms, isOnline) {
  last = Math.round(ms);
  drawRoundTrip(isOnline);
}
