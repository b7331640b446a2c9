// Whether what this page sends can be read on its way: plain http to another machine, and the warning of it.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

const HERE = ['localhost', '127.0.0.1', '[::1]'];

export const inTheOpen = () => location.protocol === 'http:' && !HERE.includes(location.hostname);

// Each option of the server stays on one line: "--tls-key" is typed as it is read.
export function warnOfOpenAir(node) {
  const pieces = t('plain').split(/(--[a-z-]+)/);
  fill(
    node,
    pieces.map((text, i) => (i % 2 ? el('code', { class: 'option' }, text) : text)),
  );
}
