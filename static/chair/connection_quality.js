// How long a request to the server and back takes, measured while the page is visible and connected. Knows no meeting.
import { t } from '../shared/i18n.js';
import { $, write } from '../shared/dom.js';

const PERIOD_MS = 5000;
const RECHECK_MS = 500;
const SLOW_MS = 800;

// Milliseconds of the last round trip; undefined before the first, null after one without an answer.
let last;

async function measure() {
  const start = performance.now();
  try {
    await fetch('/healthz', { cache: 'no-store' });
    return Math.round(performance.now() - start);
  } catch (e) {
    return null;
  }
}

function roundTripText() {
  return last === null ? t('trip.none') : t(last > SLOW_MS ? 'trip.slow' : 'trip', { ms: last });
}

export function drawRoundTrip(isOnline) {
  const isKnown = isOnline && last !== undefined;
  write($('#trip'), isKnown ? roundTripText() : '');
  $('#trip').classList.toggle('warn', isKnown && (last === null || last > SLOW_MS));
}

// isOnline() tells whether there is a connection to measure.
export async function measureRoundTrips(isOnline) {
  const isDue = !document.hidden && isOnline();
  if (isDue) last = await measure();
  drawRoundTrip(isOnline());
  setTimeout(() => measureRoundTrips(isOnline), isDue ? PERIOD_MS : RECHECK_MS);
}
