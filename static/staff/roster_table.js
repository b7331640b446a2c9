// The lines of a roster as a table to be mended in place, each with what is wrong beside it. Asks nobody.
import { el, fill } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { button, fresh, select } from './dialogs.js';
import { head, input, option } from './form_controls.js';

const COLUMNS = ['name', 'unit', 'post'];
const HEADS = ['line', 'name', 'unit', 'post', 'mode', 'result'];

const isBlank = (subject) => !COLUMNS.some((key) => subject[key]);

function subjectOf(line) {
  const subject = { mode: line.mode.value };
  COLUMNS.forEach((key) => {
    subject[key] = line[key].value.trim();
  });
  return subject;
}

// What was wrong in the source and cannot be seen in the lines (a mode of another word, a formula) stays wrong until
// somebody looks at its line: before are the rows of the source, after those of the lines that show them.
export function lostIn(before, after) {
  if (before.length !== after.length) return [];
  return before.map((row, i) => (row.problems.length && !after[i].problems.length ? row.problems : null));
}

// worded(problem) gives its sentence.
function mark(line, number, problems, worded) {
  const bad = problems.length > 0;
  line.node.className = bad ? 'off' : '';
  line.number.textContent = number;
  line.said.className = bad ? 'wrong' : 'good';
  line.said.textContent = bad ? problems.map(worded).join(' ') : t('roster.ok');
  line.accept.hidden = !line.lost;
}

// changed() follows what a person did to the lines.
export function linesTable(worded, changed) {
  const body = el('tbody', {});
  const node = el(
    'div',
    { class: 'scroll', hidden: true },
    el(
      'table',
      { class: 'table compact lines' },
      el('caption', { class: 'hidden-text' }, t('roster.checked')),
      head(HEADS.map((key) => 'roster.' + key)),
      body,
    ),
  );
  let lines = [];

  function lineOf(row) {
    const said = fresh('line');
    const box = (key) => input('roster.' + key, row[key], { 'aria-describedby': said });
    const one = {
      number: el('td', { class: 'narrow' }, row.line),
      said: el('span', { id: said }),
      name: box('name'),
      unit: box('unit'),
      post: box('post'),
    };
    one.mode = Object.assign(select(['onsite', 'written'].map(option('mode')), row.mode), { id: fresh('f') });
    one.mode.dataset.tLabel = 'roster.mode';
    const looked = () => {
      one.lost = null;
      changed();
    };
    one.accept = button('roster.accept', looked, 'small');
    const cells = COLUMNS.concat('mode').map((key) => el('td', {}, one[key]));
    one.node = el(
      'tr',
      {},
      one.number,
      cells,
      el('td', {}, one.said, ' ', one.accept),
      el(
        'td',
        {},
        button('remove', () => drop(one), 'small'),
      ),
    );
    one.node.addEventListener('change', looked);
    return one;
  }

  function drop(one) {
    lines = lines.filter((line) => line !== one);
    redraw();
    changed();
  }

  function redraw() {
    node.hidden = !lines.length;
    fill(
      body,
      lines.map((line) => line.node),
    );
    translate(body);
  }

  return {
    node,
    // Shows rows anew: {line, name, unit, post, mode, problems}; lost is what lost() or lostIn() gave of them.
    show(rows, lost) {
      lines = rows.map(lineOf);
      lines.forEach((line, i) => {
        line.lost = (lost && lost[i]) || null;
      });
      lines.forEach((line, i) => mark(line, rows[i].line, line.lost || rows[i].problems || [], worded));
      redraw();
    },
    // The same lines, checked again: what is typed and where the cursor stands stay as they are. False while one is wrong.
    check(rows) {
      const typed = lines.filter((line) => !isBlank(subjectOf(line)));
      if (typed.length !== rows.length) return false;
      typed.forEach((line, i) => mark(line, rows[i].line, line.lost || rows[i].problems, worded));
      return !typed.some((line, i) => line.lost || rows[i].problems.length);
    },
    add() {
      lines.push(Object.assign(lineOf({ line: '', mode: 'onsite' }), { lost: null }));
      redraw();
      lines[lines.length - 1].name.focus();
    },
    lost: () => lines.filter((line) => !isBlank(subjectOf(line))).map((line) => line.lost || null),
    read: () => lines.map(subjectOf).filter((subject) => !isBlank(subject)),
  };
}
