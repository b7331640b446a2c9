// Scores that are typed in for parts without ballots: one box a subject, walked by Enter, saved together.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { w } from '../staff/dialogs.js';
import { input } from '../staff/groups_editor.js';
import { entered } from '../staff/meeting_state.js';
import { row, table } from './table.js';

const COLUMNS = ['name', 'unit', 'part', 'score'].map((key) => ({ key: 'result.' + key }));

function boxOf(desk, subject) {
  const old = desk.meeting.additions.entered[subject.id];
  const given = old ? old.score : '';
  const score = input(null, given, {
    class: 'input score',
    inputmode: 'decimal',
    disabled: desk.meeting.phase === 'certified',
  });
  score.setAttribute('aria-label', subject.name + ' ' + subject.part);
  const said = el('span', { class: 'problem' });
  return {
    score,
    said,
    id: subject.id,
    changed: () => score.value.trim() !== given && score.value.trim() !== '',
    node: row(COLUMNS, [subject.name, subject.unit, subject.part, el('div', { class: 'acts' }, score, said)]),
  };
}

// Each is saved by itself; those that are refused say why and stay.
async function save(desk, boxes) {
  let all = true;
  for (const box of boxes.filter((one) => one.changed())) {
    try {
      await desk.api.put(desk.path('/subjects/' + encodeURIComponent(box.id) + '/entered'), {
        score: box.score.value.trim(),
      });
      write(box.said, '');
    } catch (problem) {
      if (!problem.code) throw problem;
      all = false;
      write(box.said, problem.message || t('link.none'));
      box.score.setAttribute('aria-invalid', 'true');
    }
  }
  return all;
}

export function enteredScores(desk) {
  const names = desk.meeting.document.parts.filter(entered).map((part) => part.name);
  const boxes = desk.meeting.subjects.filter((subject) => names.includes(subject.part)).map((one) => boxOf(desk, one));
  if (!boxes.length) return null;
  const keydown = (event) => {
    const at = boxes.findIndex((one) => one.score === event.target);
    if (event.key !== 'Enter' || at < 0 || at === boxes.length - 1) return;
    event.preventDefault();
    boxes[at + 1].score.focus();
  };
  const submit = async (event) => {
    event.preventDefault();
    const all = await save(desk, boxes);
    await desk.attempt(desk.refresh);
    if (!all) return desk.say(t('entered.wrong'));
    desk.build();
    return desk.say(t('saved'), true);
  };
  return el(
    'form',
    { class: 'card', novalidate: true, on: { keydown, submit } },
    w('h2', 'entered.title'),
    w('p', 'entered.why', { class: 'soft' }),
    table(
      t('entered.title'),
      COLUMNS,
      boxes.map((one) => one.node),
    ),
    el(
      'div',
      { class: 'acts lead' },
      w('button', 'entered.save', { type: 'submit', class: 'button', disabled: desk.meeting.phase === 'certified' }),
    ),
  );
}
