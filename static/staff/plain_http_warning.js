// Warns that others on the network can read what this page sends: plain http to another machine.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

// url: a URL or location.
export const isPlainHttp = (url) => url.protocol === 'http:' && !LOCAL_HOSTS.includes(url.hostname);

// An option of the server never breaks over two lines, so that it can be typed as shown.
export function drawPlainHttpWarning(node) {
  const pieces = t('plain').split(/(--[a-z-]+)/);
  fill(
    node,
    pieces.map((text, i) => (i % 2 ? el('code', { class: 'option' }, text) : text)),
  );
}
