// The hall's wireless networks on the join scene: the code that joins one, its name and password. Several take turns.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { qrCode } from './components.js';
import { pagedView } from './paged_view.js';

const line = (key, value) => el('p', { class: 'about' }, t(key), el('strong', {}, value));

function networkCard(network, number, isOnly) {
  return el(
    'div',
    { class: 'wifi' },
    qrCode(network.qr, t('wifi.qr', { name: network.ssid })),
    el(
      'div',
      {},
      el('p', {}, isOnly ? t('step.wifi.join') : t('wifi.numbered', { n: number })),
      line('wifi.name', network.ssid),
      network.password ? line('wifi.password', network.password) : null,
    ),
  );
}

// Of the networks, which take turns; null where the server knows none.
export function wifiCards(networks) {
  if (!networks.length) return null;
  const numbered = networks.map((network, i) => ({ network, number: i + 1 }));
  return pagedView(
    numbered.map((one) => [one]),
    (page) => page.map(({ network, number }) => networkCard(network, number, networks.length === 1)),
  );
}
