// Takes a roster as pasted rows, a file or typed lines, and has it checked line by line. Changes no meeting.
import { el } from '../shared/dom.js';
import { lang, t } from '../shared/i18n.js';
import { button, fresh, w } from './dialogs.js';
import { reason } from './commands.js';
import { problem as problemLine } from './form_controls.js';
import { linesTable, lostIn } from './roster_table.js';

const TYPES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv' };

function typed(file) {
  const end = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  return TYPES[end] ? new Blob([file], { type: TYPES[end] }) : null;
}

// A problem may be a sentence or {message, en}.
const worded = (problem) =>
  typeof problem === 'string' ? problem : lang() === 'en' && problem.en ? problem.en : problem.message;

// The lines as a spreadsheet would hand them over, headings first.
const quoted = (text) => '"' + text.replace(/"/g, '""') + '"';
const written = (subjects) =>
  ['name\tunit\tpost\tmode']
    .concat(subjects.map((s) => [s.name, s.unit, s.post, s.mode].map(quoted).join('\t')))
    .join('\n');

const numbered = (subjects) =>
  subjects.map((s, i) => Object.assign({ unit: '', post: '', mode: 'onsite' }, s, { line: i + 2 }));

function summary(answer) {
  const remarks = (answer.remarks || []).map(worded);
  if (answer.ok) return [t('roster.good', { n: answer.rows.length })].concat(remarks).join(' ');
  const shown = (p) => answer.rows.some((row) => row.line === p.line && row.problems.length);
  const at = (p) => (Number.isInteger(p.line) ? t('roster.at', { line: p.line }) : '');
  const loose = answer.problems.filter((p) => !shown(p)).map((p) => at(p) + worded(p));
  return [answer.rows.length ? t('roster.bad') : ''].concat(loose).join(' ').trim();
}

// Files let go over the node are handed to take().
function droppable(node, take) {
  const over = (on) => (event) => {
    event.preventDefault();
    node.classList.toggle('drop', on);
  };
  node.addEventListener('dragover', over(true));
  node.addEventListener('dragleave', over(false));
  node.addEventListener('drop', (event) => {
    over(false)(event);
    take(event.dataTransfer.files);
  });
}

// api: the caller's; given: subjects already there; left: what left() gave of a box like this one.
export function rosterBox(api, given, left) {
  const before = left || { text: '', lost: [] };
  const text = el('textarea', {
    id: fresh('f'),
    rows: '6',
    spellcheck: 'false',
    value: before.text,
    'data-t-placeholder': 'roster.example',
  });
  const file = el('input', { type: 'file', id: fresh('f'), accept: '.xlsx,.csv', class: 'hidden-text' });
  const said = el('p', { class: 'wrong', role: 'status', hidden: true });
  const problem = problemLine();
  const lines = linesTable(worded, again);
  let ok = !given.length;
  let unread = given.length ? before.text : '';
  let asked = 0;
  let latest = Promise.resolve(ok);

  function say(words, good) {
    said.textContent = words;
    said.hidden = !words;
    said.className = good ? 'good' : 'wrong';
  }

  // A text whose every line was taken has done its work, unless somebody has typed on meanwhile.
  function taken(answer, clean) {
    ok = clean;
    say(summary(Object.assign({}, answer, { ok })), ok);
    if (ok && text.value === unread) text.value = unread = '';
  }

  const asLines = (subjects) => api.post('/api/rosters', { text: written(subjects) });

  async function source(body) {
    const answer = await api.post('/api/rosters', body);
    // Known before anybody can mend a line: a second answer might come too late.
    const lost = answer.ok || !answer.rows.length ? [] : lostIn(answer.rows, (await asLines(answer.rows)).rows);
    return () => {
      lines.show(answer.rows, lost);
      taken(answer, answer.ok);
    };
  }

  async function mended() {
    const answer = await asLines(lines.read());
    return () => taken(answer, lines.check(answer.rows));
  }

  // work() asks and gives what is to be done with the answer. Only the latest answer counts.
  async function settle(work) {
    const turn = (asked += 1);
    try {
      const use = await work();
      if (turn !== asked) return latest;
      use();
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      ok = false;
      say(reason(refusal));
    }
    problem.hidden = true;
    node.dispatchEvent(new CustomEvent('change', { bubbles: true, detail: { ok } }));
    return ok;
  }

  function check(work) {
    latest = settle(work);
    return latest;
  }

  function checkText() {
    unread = text.value;
    return check(() => source({ text: text.value }));
  }

  function again() {
    if (lines.read().length) return check(mended);
    if (text.value.trim()) return checkText();
    ok = true;
    say('');
    return ok;
  }

  async function ready() {
    if (isUnread()) return checkText();
    await latest;
    return ok || again();
  }

  async function take(list) {
    const body = list.length && typed(list[0]);
    if (!body) {
      say(t('roster.type'));
      return;
    }
    text.value = '';
    unread = '';
    await check(() => source(body));
  }

  const isUnread = () => text.value.trim() !== '' && text.value !== unread;
  text.addEventListener('change', (event) => {
    event.stopPropagation();
    if (isUnread()) checkText();
  });
  text.addEventListener('input', (event) => {
    if (event.inputType === 'insertFromPaste') checkText();
  });
  file.addEventListener('change', (event) => {
    event.stopPropagation();
    if (file.files.length) take(file.files);
    file.value = '';
  });
  const node = el(
    'div',
    { class: 'roster' },
    w('label', 'roster.paste', { for: text.id }),
    text,
    el(
      'div',
      { class: 'acts' },
      button('roster.check', checkText, 'small'),
      button('roster.add.line', lines.add, 'small'),
      el('span', { class: 'filebox' }, file, w('label', 'roster.file', { for: file.id, class: 'button small' })),
      w('span', 'roster.drop', { class: 'hint' }),
    ),
    problem,
    said,
    lines.node,
  );
  droppable(node, take);
  lines.show(numbered(given), before.lost);
  return {
    node,
    // Checks what was pasted or shown since the last check; false when a line is wrong.
    ready,
    // Other subjects instead of all that stands here.
    replace(subjects) {
      text.value = unread = '';
      lines.show(numbered(subjects));
      return again();
    },
    // An unchecked or faulty roster is nobody's: ready() comes first.
    read: lines.read,
    count: () => lines.read().length,
    // What the lines do not show: text that was not taken yet, and what of the source is lost in them.
    left: () => ({ text: text.value, lost: lines.lost() }),
  };
}
