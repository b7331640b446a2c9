// 下载与归档: every paper in one click, the log, and deleting the whole meeting. Formats are the server's.
import { el, fill, write } from '../shared/dom.js';
import { knows, t } from '../shared/i18n.js';
import { ask, button, field, w } from '../keyed/ask.js';
import { input } from '../keyed/groups.js';

const FILES = [
  ['xlsx', 'tally.xlsx', 'xlsx'],
  ['csv', 'tally.csv', 'csv'],
  ['json', 'tally.json', 'json'],
];

// 2022年度述职评议_测评结果_20221220.xlsx, without what file systems refuse.
export function fileName(meeting, what, end) {
  const safe = (meeting.title + '_' + what).replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_');
  return safe + '_' + meeting.date.replace(/-/g, '') + '.' + end;
}

function fileLine(desk, file) {
  const [key, path, end] = file;
  const said = el('span', { class: 'hint', role: 'status' });
  const fetchIt = async (draft) => {
    write(said, t('file.making'));
    const what =
      t('file.what.' + key) +
      (desk.meeting.phase === 'rehearsal' ? t('file.test') : '') +
      (draft ? t('file.unfinished') : '');
    const progress = (done, all) =>
      write(
        said,
        all ? t('file.part', { n: Math.round((done / all) * 100) }) : t('file.size', { n: Math.ceil(done / 1024) }),
      );
    const ok = await desk.act(() =>
      desk.api.download(desk.path('/' + path + (draft ? '?draft=1' : '')), fileName(desk.meeting, what, end), progress),
    );
    write(said, ok ? t('file.done') : '');
  };
  return el(
    'li',
    { class: 'file' },
    el('div', {}, w('strong', 'file.' + key), el('p', { class: 'hint' }, t('file.' + key + '.why'))),
    said,
    el(
      'div',
      { class: 'acts' },
      button('file.get', () => fetchIt(false), 'small'),
      desk.open() || desk.meeting.phase !== 'certified'
        ? button('file.draft', () => fetchIt(true), 'small quiet')
        : null,
    ),
  );
}

const plain = (value) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

// An act without words of its own is shown by its code, so that nothing logged is hidden.
function logLine(entry) {
  const act = knows('log.' + entry.act) ? t('log.' + entry.act) : entry.act;
  const who = knows('log.by.' + entry.role) ? t('log.by.' + entry.role) : entry.role;
  const rest = Object.keys(entry.detail || {})
    .filter((key) => key !== 'round' && plain(entry.detail[key]))
    .map((key) => key + ' ' + plain(entry.detail[key]));
  return el(
    'tr',
    {},
    el('td', { class: 'narrow' }, entry.n),
    el('td', { class: 'narrow' }, entry.at.slice(0, 19).replace('T', ' ')),
    el('td', { class: 'narrow' }, who),
    el('td', {}, act),
    el('td', { class: 'soft' }, rest.join(t('clauses'))),
  );
}

const logTable = (entries) =>
  el(
    'table',
    { class: 'table list' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ['n', 'at', 'who', 'what', 'detail'].map((key) => w('th', 'log.' + key, { scope: 'col' })),
      ),
    ),
    el('tbody', {}, entries.map(logLine)),
  );

function log(desk) {
  const list = el('div', { class: 'log scroll', tabindex: '-1' });
  const show = () =>
    desk.act(async () => {
      const answer = await desk.api.get(desk.path('/log'));
      fill(list, answer.log.length ? logTable(answer.log) : t('log.none'));
      list.tabIndex = 0;
    });
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'log.title'),
    w('p', 'log.why', { class: 'soft' }),
    el('div', { class: 'acts lead' }, button('log.show', show, 'small')),
    list,
  );
}

function remove(desk, holder) {
  const title = input(null, '');
  const go = async () => {
    if (title.value.trim() !== desk.meeting.title) {
      desk.say(t('delete.differs'));
      title.focus();
      return;
    }
    const sure = await ask({
      title: t('delete.title', { title: desk.meeting.title }),
      yes: t('delete.do'),
      danger: true,
      content: [el('p', {}, t('delete.why'))],
    });
    if (sure && (await desk.act(() => desk.api.remove(desk.path(), { title: desk.meeting.title })))) {
      fill(holder, w('p', 'delete.done', { class: 'card' }));
    }
  };
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'delete.head'),
    w('p', 'delete.why', { class: 'soft' }),
    el('p', {}, t('delete.type'), el('strong', {}, desk.meeting.title)),
    field('delete.typed', title),
    button('delete.do', go, 'danger'),
  );
}

function build(desk) {
  const holder = el('div', { class: 'stack' });
  fill(
    holder,
    el(
      'section',
      { class: 'card' },
      desk.open() ? w('p', 'file.open', { class: 'banner' }) : null,
      el(
        'ul',
        { class: 'files' },
        FILES.map((file) => fileLine(desk, file)),
      ),
    ),
    log(desk),
    remove(desk, holder),
  );
  return { node: holder };
}

export const section = { key: 'files', build };
