// The log of the server: who created, deleted, re-keyed or assigned which meeting, and changed which admin key.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, localized } from '../staff/form_controls.js';
import { formatDateTime } from '../staff/local_time.js';

const COLUMNS = ['at', 'who', 'what'];
const CHANGED = ['name', 'meetings', 'phones', 'expires'];

const actor = ({ role, key, name }) => (key ? t('actor.key', { name: name || key }) : t('actor.' + role));

const keyName = (line, id) => (id ? line.names[id] || id : t('keys.main'));

// Of a meeting that is gone only its number is known.
const meetingName = ({ meeting, title }) =>
  title ? t('act.titled', { n: meeting, title }) : t('act.gone', { n: meeting });

// The name of a new key is in the sentence.
function changes({ act, detail }) {
  const changed = CHANGED.filter((name) => detail[name] !== undefined && (act !== 'add-key' || name !== 'name'));
  return changed.map((name) => t('set.' + name, { value: detail[name] === null ? t('keys.none') : detail[name] }));
}

function sentence(line) {
  const { act, meeting, detail } = line;
  const text = t('act.' + act, {
    meeting: meeting === null ? '' : meetingName(line),
    role: detail.role ? t('role.' + detail.role) : '',
    key: keyName(line, detail.key),
    from: keyName(line, detail.from),
    to: keyName(line, detail.to),
  });
  return [text].concat(changes(line)).join(t('act.comma'));
}

const row = (line) =>
  el(
    'tr',
    {},
    el('td', { class: 'narrow' }, formatDateTime(line.at)),
    el('td', { class: 'who' }, actor(line.by)),
    el('td', {}, sentence(line)),
  );

const heads = () => COLUMNS.map((name) => localized('th', 'log.' + name, { scope: 'col' }));

// lines: the newest of the log, oldest first. The newest is shown first here.
export function logPage(admin, lines) {
  const body = el('tbody', {}, lines.map(row).reverse());
  const more = el('div', { class: 'acts lead' });
  const status = el('p', { class: 'hint', role: 'status' });
  let oldest = lines.length ? lines[0].n : 1;
  async function showOlder({ currentTarget: press }) {
    press.disabled = true; // a second press would show the same lines twice
    const answer = await admin.attempt(() => admin.api.get('/api/log?before=' + oldest));
    press.disabled = false;
    if (!answer) return;
    answer.log.reverse().forEach((line) => body.appendChild(row(line)));
    oldest = answer.log[answer.log.length - 1].n;
    status.textContent = t('log.more.done', { n: answer.log.length });
    offerOlder();
  }
  const offerOlder = () => fill(more, oldest > 1 ? button('log.more', showOlder) : null);
  offerOlder();
  const lead = el('div', {}, localized('h1', 'log.title'), localized('p', 'log.lead', { class: 'soft' }));
  const table = el(
    'table',
    { class: 'table log', 'aria-label': t('log.title') },
    el('thead', {}, el('tr', {}, heads())),
    body,
  );
  return [
    el('div', { class: 'page-head' }, lead, button('list.back', admin.showList, 'small')),
    lines.length ? el('div', { class: 'card scroll' }, table) : localized('p', 'log.none', { class: 'card' }),
    more,
    status,
  ];
}
