// What phones have reported of their self-test, and the way to it. Knows no phone by name.
import { withBase } from '../shared/base.js';
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';

const CODES = ['slow', 'lost', 'address', 'clock', 'storage', 'other'];

function reportLines({ checks }) {
  if (!checks) return el('p', {}, t('check.none'));
  const failed = CODES.filter((code) => checks.failed[code]);
  return [
    el('p', {}, t('check.passed', { n: checks.passed, all: checks.phones })),
    failed.length
      ? el(
          'ul',
          { class: 'dots' },
          failed.map((code) => el('li', {}, t('check.failed.' + code, { n: checks.failed[code] }))),
        )
      : null,
  ];
}

// {node, update}. The link carries the desk's key, with which this computer tests itself.
export function phoneChecks(desk) {
  const report = el('div', { role: 'status', id: 'checks' });
  const open = localized('a', 'check.open', {
    class: 'button',
    href: withBase('/check#') + desk.key(),
    target: '_blank',
    rel: 'noopener',
  });
  const node = el(
    'section',
    { class: 'card block' },
    localized('h2', 'check.title'),
    localized('p', 'check.why', { class: 'soft' }),
    report,
    el('div', { class: 'acts lead' }, open),
  );
  const update = () => fill(report, reportLines(desk.state));
  update();
  return { node, update };
}
