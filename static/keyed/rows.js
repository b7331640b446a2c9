// Takes a roster as pasted rows or a file, has it checked, and shows it line by line. Changes no meeting.
import { el, fill } from '../shared/dom.js';
import { lang, t } from '../shared/i18n.js';
import { button, fresh, select, w } from './ask.js';
import { reason } from './command.js';

const TYPES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv' };

function typed(file) {
  const end = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  return TYPES[end] ? new Blob([file], { type: TYPES[end] }) : null;
}

// A problem may be a sentence or {message, en}.
const worded = (problem) =>
  typeof problem === 'string' ? problem : lang() === 'en' && problem.en ? problem.en : problem.message;

function line(row) {
  const mode = select(
    [
      { value: 'onsite', key: 'mode.onsite' },
      { value: 'written', key: 'mode.written' },
    ],
    row.mode,
  );
  mode.setAttribute('aria-label', row.name + ' ' + t('roster.mode'));
  mode.addEventListener('change', () => {
    row.mode = mode.value;
  });
  const bad = row.problems.length > 0;
  return el(
    'tr',
    { class: bad ? 'off' : null },
    el('td', { class: 'number' }, row.line),
    el('td', {}, row.name),
    el('td', {}, row.unit),
    el('td', {}, row.post),
    el('td', {}, mode),
    el('td', { class: bad ? 'problem' : 'good' }, bad ? row.problems.map(worded).join(' ') : t('roster.ok')),
  );
}

// api: the caller's; given: subjects already there. read() gives subjects, or null while something is wrong or unchecked.
export function rosterBox(api, given) {
  let rows = given.map((s, i) => Object.assign({ line: i + 1, unit: '', post: '', mode: 'onsite', problems: [] }, s));
  let ok = true;
  let unread = '';
  const text = el('textarea', {
    id: fresh('f'),
    rows: '6',
    spellcheck: 'false',
    'data-t-placeholder': 'roster.example',
  });
  const file = el('input', { type: 'file', id: fresh('f'), accept: '.xlsx,.csv' });
  const said = el('p', { class: 'problem', role: 'status', hidden: true });
  const shown = el('div', { class: 'scroll' });

  function say(words, good) {
    said.textContent = words;
    said.hidden = !words;
    said.className = good ? 'good' : 'problem';
  }

  function draw() {
    fill(
      shown,
      rows.length
        ? el(
            'table',
            { class: 'table compact' },
            el('caption', { class: 'hidden-text' }, t('roster.checked')),
            el(
              'thead',
              {},
              el(
                'tr',
                {},
                ['line', 'name', 'unit', 'post', 'mode', 'result'].map((key) =>
                  el('th', { scope: 'col' }, t('roster.' + key)),
                ),
              ),
            ),
            el('tbody', {}, rows.map(line)),
          )
        : null,
    );
  }

  async function check(body) {
    try {
      const answer = await api.post('/api/rosters', body);
      rows = answer.rows;
      ok = answer.ok;
      unread = text.value;
      draw();
      const loose = answer.problems.filter((p) => !rows.some((row) => row.line === p.line && row.problems.length));
      say(
        ok
          ? t('roster.good', { n: rows.length })
          : [t('roster.bad')]
              .concat(loose.map((p) => (Number.isInteger(p.line) ? t('roster.at', { line: p.line }) : '') + worded(p)))
              .join(' '),
        ok,
      );
    } catch (problem) {
      ok = false;
      say(reason(problem));
    }
    return ok;
  }

  async function take(list) {
    const body = list.length && typed(list[0]);
    if (!body) {
      say(t('roster.type'));
      return;
    }
    text.value = '';
    await check(body);
  }

  file.addEventListener('change', () => {
    if (file.files.length) take(file.files);
  });
  const node = el(
    'div',
    { class: 'roster' },
    w('label', 'roster.paste', { for: text.id }),
    text,
    el(
      'div',
      { class: 'acts' },
      button('roster.check', () => check({ text: text.value }), 'small'),
      el('span', { class: 'filebox' }, w('label', 'roster.file', { for: file.id }), file),
    ),
    said,
    shown,
  );
  node.addEventListener('dragover', (event) => {
    event.preventDefault();
    node.classList.add('drop');
  });
  node.addEventListener('dragleave', () => node.classList.remove('drop'));
  node.addEventListener('drop', (event) => {
    event.preventDefault();
    node.classList.remove('drop');
    take(event.dataTransfer.files);
  });
  draw();
  return {
    node,
    // Checks what was pasted since the last check; false when a line is wrong.
    ready: async () => (text.value.trim() && text.value !== unread ? check({ text: text.value }) : ok),
    // An unchecked or faulty roster is nobody's: ready() comes first.
    read: () => rows.map((row) => ({ name: row.name, unit: row.unit, post: row.post, mode: row.mode })),
    count: () => rows.length,
  };
}
