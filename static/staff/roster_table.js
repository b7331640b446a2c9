// The lines of a roster as an editable table, each with its problems. Sends nothing.
import { el, fill } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { joinSentences } from './joined_sentences.js';
import { button, input, nextId, options, select, tableHead } from './form_controls.js';
import { COLUMNS, isBlank } from './roster_rows.js';
import { problemText } from './roster_text.js';

const HEADS = ['line', 'name', 'unit', 'post', 'mode', 'result'].map((key) => 'roster.' + key);

function subjectOf(line) {
  const subject = { mode: line.mode.value };
  COLUMNS.forEach((key) => {
    subject[key] = line[key].value.trim();
  });
  return subject;
}

function modeSelect(mode) {
  const control = select(options('mode', ['onsite', 'written']), mode);
  control.id = nextId('f');
  control.dataset.tLabel = 'roster.mode';
  return control;
}

// What the button says that accepts a line with problems that its fields do not show: what the line is taken as.
function acceptText(line) {
  const codes = new Set(line.hiddenProblems.map((problem) => problem.code));
  if (codes.size > 1) return t('roster.accept');
  if (codes.has('unknown_mode')) return t('roster.accept.mode', { mode: t('mode.' + line.mode.value) });
  return t(codes.has('doubtful_name') ? 'roster.accept.name' : 'roster.accept');
}

// Editing a line counts as looking at it, and so does the button that accepts it.
function createLine(row, hidden, changed, remove) {
  const verdictId = nextId('line');
  const box = (key) => input('roster.' + key, row[key], { 'aria-describedby': verdictId });
  const line = {
    hiddenProblems: hidden || null,
    number: el('td', { class: 'narrow' }),
    verdict: el('span', { id: verdictId }),
    name: box('name'),
    unit: box('unit'),
    post: box('post'),
    mode: modeSelect(row.mode),
  };
  function accept() {
    line.hiddenProblems = null;
    changed();
  }
  line.acceptButton = el('button', { type: 'button', class: 'button small', on: { click: accept } });
  line.node = el(
    'tr',
    {},
    line.number,
    COLUMNS.concat('mode').map((key) => el('td', {}, line[key])),
    el('td', {}, line.verdict, ' ', line.acceptButton),
    el(
      'td',
      {},
      button('remove', () => remove(line), 'small'),
    ),
  );
  line.node.addEventListener('change', accept);
  return line;
}

function showVerdict(line, rowProblems) {
  const problems = line.hiddenProblems || rowProblems || [];
  const isWrong = problems.length > 0;
  line.node.className = isWrong ? 'off' : '';
  line.verdict.className = isWrong ? 'wrong' : 'good';
  line.verdict.textContent = isWrong ? joinSentences(problems.map(problemText)) : t('roster.ok');
  line.acceptButton.hidden = !line.hiddenProblems;
  line.acceptButton.textContent = line.hiddenProblems ? acceptText(line) : '';
}

function emptyTable() {
  const body = el('tbody', {});
  const caption = el('caption', { class: 'hidden-text' }, t('roster.checked'));
  const table = el('table', { class: 'table compact lines' }, caption, tableHead(HEADS), body);
  return { body, node: el('div', { class: 'scroll', hidden: true }, table) };
}

// changed() is called after a person edits a line.
export function rosterTable(changed) {
  const { body, node } = emptyTable();
  let lines = [];

  function remove(line) {
    lines = lines.filter((other) => other !== line);
    redraw();
    changed();
  }

  function redraw() {
    node.hidden = !lines.length;
    lines.forEach((line, i) => {
      line.number.textContent = i + 1;
    });
    fill(
      body,
      lines.map((line) => line.node),
    );
    translate(body);
  }

  const filledLines = () => lines.filter((line) => !isBlank(subjectOf(line)));

  return {
    node,
    // rows: {name, unit, post, mode, problems}; hidden: what hiddenProblems() returned for them.
    show(rows, hidden) {
      lines = rows.map((row, i) => createLine(row, hidden && hidden[i], changed, remove));
      lines.forEach((line, i) => showVerdict(line, rows[i].problems));
      redraw();
    },
    // Shows the verdicts of a new check without touching text or cursor. False if a line is wrong.
    updateVerdicts(rows) {
      const filled = filledLines();
      if (filled.length !== rows.length) return false;
      filled.forEach((line, i) => showVerdict(line, rows[i].problems));
      return !filled.some((line, i) => line.hiddenProblems || rows[i].problems.length);
    },
    add() {
      const line = createLine({ mode: 'onsite' }, null, changed, remove);
      lines.push(line);
      redraw();
      line.name.focus();
    },
    hiddenProblems: () => filledLines().map((line) => line.hiddenProblems),
    read: () => lines.map(subjectOf).filter((subject) => !isBlank(subject)),
  };
}
