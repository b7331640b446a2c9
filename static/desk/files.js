// 下载与归档: every paper in one click, how long things are kept, the log, and deleting the whole meeting.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, w } from '../staff/dialogs.js';
import { input } from '../staff/groups_editor.js';
import { log } from './log.js';

// What is in each file, by the key of its words; `what` is the word in its name.
const FILES = [
  { key: 'xlsx', path: 'tally.xlsx', what: 'results' },
  { key: 'docx', path: 'tally.docx', what: 'results' },
  { key: 'html', path: 'tally.html', what: 'results' },
  { key: 'csv', path: 'tally.csv', what: 'results' },
  { key: 'json', path: 'tally.json', what: 'tally' },
  { key: 'zip', path: 'bundle.zip', what: 'archive' },
];

// 2022年度述职评议_测评结果_20221220.xlsx, without what file systems refuse.
export function fileName(meeting, what, end) {
  const safe = (meeting.title + '_' + what).replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_');
  return safe + '_' + meeting.date.replace(/-/g, '') + '.' + end;
}

// Whether something is still open or held back, as far as this page knows; the server has the last word.
export const unfinished = (desk) =>
  desk.meeting.rounds.some(
    (round) =>
      round.state === 'open' || (round.state === 'closed' && (round.confirm || desk.meeting.document.show !== 'live')),
  );

const nameOf = (desk, file, draft) =>
  fileName(
    desk.meeting,
    t('file.what.' + file.what) +
      (desk.meeting.phase === 'rehearsal' ? t('file.test') : '') +
      (draft ? t('file.unfinished') : ''),
    file.key,
  );

// Says how far a download is: seconds while the server writes, then the share that has come.
function progressLine() {
  const said = el('span', { class: 'hint', role: 'status' });
  const bar = el('progress', { max: '1', hidden: true });
  let since = 0;
  let ticking = 0;
  const seconds = () => {
    const n = Math.floor((performance.now() - since) / 1000);
    write(said, n ? t('file.making.for', { n }) : t('file.making'));
  };
  return {
    node: el('div', { class: 'progress' }, bar, said),
    start() {
      since = performance.now();
      bar.removeAttribute('value');
      bar.hidden = false;
      bar.setAttribute('aria-label', t('file.making'));
      seconds();
      ticking = setInterval(seconds, 1000);
    },
    came(done, all) {
      clearInterval(ticking);
      if (all) bar.value = done / all;
      write(
        said,
        all ? t('file.part', { n: Math.round((done / all) * 100) }) : t('file.size', { n: Math.ceil(done / 1024) }),
      );
    },
    end(sentence) {
      clearInterval(ticking);
      bar.hidden = true;
      write(said, sentence);
    },
  };
}

function fileLine(desk, file) {
  const draft = unfinished(desk);
  const line = progressLine();
  const press = el(
    'button',
    {
      type: 'button',
      class: 'button small',
      'aria-label': t(draft ? 'file.draft' : 'file.get') + ' ' + t('file.' + file.key),
    },
    t(draft ? 'file.draft' : 'file.get'),
  );
  press.addEventListener('click', async () => {
    press.disabled = true;
    line.start();
    const path = desk.path('/' + file.path + (draft ? '?draft=1' : ''));
    const name = nameOf(desk, file, draft);
    const ok = await desk.act(() => desk.api.download(path, name, line.came));
    line.end(ok ? t('file.done', { name }) : '');
    press.disabled = false;
  });
  return el(
    'li',
    { class: 'file' },
    el('div', {}, w('strong', 'file.' + file.key), w('p', 'file.' + file.key + '.why', { class: 'hint' })),
    line.node,
    press,
  );
}

const files = (desk) =>
  el(
    'section',
    { class: 'card' },
    unfinished(desk) ? w('p', 'file.open', { class: 'banner' }) : null,
    el(
      'ul',
      { class: 'files' },
      FILES.map((file) => fileLine(desk, file)),
    ),
    w('p', 'file.safe', { class: 'hint' }),
    el('p', { class: 'hint' }, t('file.verify'), ' ', el('code', {}, 'python3 verify.py')),
  );

function retention(desk) {
  const days = desk.meeting.document.retention_days;
  const certified = desk.meeting.phase === 'certified';
  const locked = desk.meeting.phase !== 'rehearsal' && desk.meeting.rounds.length > 0;
  const said = days ? t(certified ? 'keep.counting' : 'keep.days', { n: days }) : t('keep.always');
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'keep.head'),
    el('p', {}, said),
    certified || locked
      ? w('p', 'keep.locked', { class: 'hint' })
      : el(
          'div',
          { class: 'acts lead' },
          button('keep.change', () => desk.go('document'), 'small'),
        ),
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
      desk.farewell();
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
  fill(holder, files(desk), retention(desk), log(desk), remove(desk, holder));
  return { node: holder };
}

export const section = { key: 'files', build };
