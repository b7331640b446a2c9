// How long a question takes to the server and back, asked while the page is seen and has its link. Knows no meeting.
import { t } from '../shared/i18n.js';
import { $, write } from '../shared/dom.js';

const EVERY = 5000;
const SOON = 500;
const SLOW = 800;

// ms of the last round trip; undefined before the first, null where no answer came.
let last;

async function ask() {
  const start = performance.now();
  try {
    await fetch('/healthz', { cache: 'no-store' });
    return Math.round(performance.now() - start);
  } catch (e) {
    return null;
  }
}

export function drawPulse(online) {
  const known = online && last !== undefined;
  write($('#trip'), !known ? '' : last === null ? t('trip.none') : t(last > SLOW ? 'trip.slow' : 'trip', { ms: last }));
  $('#trip').classList.toggle('warn', known && (last === null || last > SLOW));
}

// online() says whether there is a link to be measured.
export async function pulse(online) {
  const asks = !document.hidden && online();
  if (asks) last = await ask();
  drawPulse(online());
  setTimeout(() => pulse(online), asks ? EVERY : SOON);
}
