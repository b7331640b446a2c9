// What the self-test has measured, judged. A finding is {title, key, values, sign, code}: sign is 'fine', 'fault', 'note' or 'wait',
// code is what a fault is reported as. Pure: no document, no words, no connection.

export const TRIPS = 10;
const SLOW_MS = 800;
const SKEWED_S = 60;

const finding = (title, key, sign, values) => ({ title, key, sign, values, code: null });
const fault = (title, key, code, values) => ({ title, key, sign: 'fault', values, code });

export function median(values) {
  const ordered = values.slice().sort((a, b) => a - b);
  return ordered[Math.floor((ordered.length - 1) / 2)];
}

function connectionFinding({ isOnline, wasLost, title }) {
  if (isOnline === null) return finding('connection', 'connection.waiting', 'wait');
  if (!isOnline) return fault('connection', 'connection.none', 'lost');
  return wasLost
    ? fault('connection', 'connection.lost', 'lost')
    : finding('connection', 'connection.fine', 'fine', { title });
}

function tripsFinding({ trips }) {
  if (trips.length < TRIPS) return finding('trips', 'trips.waiting', 'wait', { n: trips.length, all: TRIPS });
  const values = { median: Math.round(median(trips)), longest: Math.round(Math.max.apply(null, trips)) };
  return values.median > SLOW_MS
    ? fault('trips', 'trips.slow', 'slow', values)
    : finding('trips', 'trips.fine', 'fine', values);
}

function addressFinding({ page, cards }) {
  const isSame = new URL(cards).href === new URL(page).href;
  return isSame
    ? finding('address', 'address.same', 'fine', { cards })
    : fault('address', 'address.other', 'address', { page, cards });
}

function schemeFinding({ page }) {
  const isEncrypted = page.indexOf('https:') === 0;
  return finding('scheme', isEncrypted ? 'scheme.https' : 'scheme.http', isEncrypted ? 'fine' : 'note');
}

function clockFinding({ skew }) {
  const values = { s: Math.round(Math.abs(skew)) };
  return Math.abs(skew) > SKEWED_S
    ? fault('clock', 'clock.wrong', 'clock', values)
    : finding('clock', 'clock.fine', 'fine', values);
}

function storageFinding({ keeps }) {
  return keeps ? finding('storage', 'storage.fine', 'fine') : fault('storage', 'storage.none', 'storage');
}

// measured: {isOnline, wasLost, title, trips, page, cards, skew, keeps, isStranger}; cards and skew are null until they are known.
// A stranger has no code to connect with.
export function findingsOf(measured) {
  return [
    measured.isStranger ? null : connectionFinding(measured),
    measured.isStranger ? null : tripsFinding(measured),
    schemeFinding(measured),
    measured.cards === null ? null : addressFinding(measured),
    measured.skew === null ? null : clockFinding(measured),
    storageFinding(measured),
  ].filter(Boolean);
}

export const faultsOf = (findings) => findings.filter(({ code }) => code);
export const isComplete = (findings) => findings.every(({ sign }) => sign !== 'wait');
