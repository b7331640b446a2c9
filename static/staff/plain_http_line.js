// One line at the foot of the page, until somebody has read it: others on the network can read what is sent over plain http. The
// page has it as #plain-http.
import { storeText, storedText } from '../shared/browser_storage.js';
import { $, el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from './dialogs.js';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];
const STORE = 'pingyi.plain.';

// url: a URL or location.
export const isPlainHttp = (url) => url.protocol === 'http:' && !LOCAL_HOSTS.includes(url.hostname);

// Meetings whose line was dismissed in this window, for browsers whose storage is blocked.
const dismissed = new Set();

const isDismissed = (meetingId) => dismissed.has(meetingId) || storedText(STORE + meetingId) === 'read';

function dismiss(meetingId) {
  dismissed.add(meetingId);
  storeText(STORE + meetingId, 'read');
}

// An option of the server never breaks over two lines, so that it can be typed as shown.
function sentence(text) {
  const pieces = text.split(/(--[a-z-]+)/);
  return el(
    'p',
    {},
    pieces.map((piece, i) => (i % 2 ? el('code', { class: 'option' }, piece) : piece)),
  );
}

const explain = () =>
  ask({
    title: t('plain.title'),
    cancel: t('notice.close'),
    content: ['plain.what', 'plain.where', 'plain.https', 'plain.archive'].map((key) => sentence(t(key))),
  });

// Once per meeting in this browser. isExposed: whether phones or this page use plain http.
export function drawPlainHttpLine(meetingId, isExposed) {
  const line = $('#plain-http');
  line.hidden = !isExposed || isDismissed(meetingId);
  $('#plain-http-why').onclick = explain;
  $('#plain-http-read').onclick = () => {
    dismiss(meetingId);
    line.hidden = true;
    $('#page h1').focus();
  };
}
