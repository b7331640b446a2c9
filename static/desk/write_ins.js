// Names that were written in (另选他人): their counts, and which spellings are one name. The server counts.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { shareSentence } from '../shared/vote_sentences.js';
import { gradesOf } from '../shared/votes.js';
import { ask } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { gradeTag } from '../staff/rules_preview.js';
import { isCertified } from './meeting_phase.js';
import { rowButton, table } from './table.js';
import { mergeInto, split } from './write_in_merges.js';

const COLUMNS = [
  { key: 'writein.pick', kind: 'narrow' },
  { key: 'writein.name', kind: 'who' },
  { key: 'writein.spellings' },
  { key: 'writein.count', kind: 'number' },
  { key: 'result.outcome' },
];

const mergesOf = (desk, part) => (desk.meeting.additions.merges || {})[part.name] || {};

const save = (desk, part, merge) =>
  desk.save(() => desk.api.put(desk.path('/write-ins'), { part: part.name, merge }), t('saved'));

// Which of the names is the right one: the most frequent is offered first.
async function askMerge(desk, part, names) {
  const radio = (name, i) => el('input', { type: 'radio', name: 'target', value: name, checked: i === 0 });
  const boxes = names.map(radio);
  const target = await ask({
    title: t('writein.title'),
    yes: t('writein.merge.yes'),
    content: [
      el('p', { class: 'soft' }, t('writein.why')),
      el(
        'ul',
        { class: 'ticks' },
        names.map((name, i) => el('li', {}, el('label', {}, boxes[i], ' ', name))),
      ),
    ],
    value: () => boxes.find((box) => box.checked).value,
  });
  if (target) await save(desk, part, mergeInto(mergesOf(desk, part), names, target));
}

// The spellings that count as a name, each with a button that takes it out again.
function spellingsCell(desk, part, { name, spellings }) {
  const others = spellings.filter((spelling) => spelling !== name);
  if (!others.length) return '';
  if (isCertified(desk.meeting)) return others.join(t('list'));
  return others.map((spelling) =>
    el(
      'span',
      { class: 'spelling' },
      spelling + ' ',
      rowButton('writein.split', spelling, () => save(desk, part, split(mergesOf(desk, part), spelling))),
    ),
  );
}

// part: of tally.json; decide: of its document. null without names.
export function writeInSection(desk, part, decide) {
  if (!part.write_ins.length) return null;
  const boxes = part.write_ins.map(({ name }) => {
    return el('input', { type: 'checkbox', value: name, 'aria-label': t('writein.pick') + ' ' + name });
  });
  const grades = gradesOf(decide).map(([grade]) => grade);
  const rows = part.write_ins.map((one, i) => [
    boxes[i],
    one.name,
    spellingsCell(desk, part, one),
    shareSentence(one),
    gradeTag(one.grade, grades),
  ]);
  const merge = button('writein.merge', () => {
    const names = boxes.filter((box) => box.checked).map((box) => box.value);
    if (names.length < 2) desk.say(t('writein.two'));
    else askMerge(desk, part, names);
  });
  return el(
    'section',
    { class: 'card flush' },
    el('h2', { class: 'soft inset' }, t('writein.head', { part: part.name })),
    table(t('writein.head', { part: part.name }), COLUMNS, rows),
    isCertified(desk.meeting)
      ? null
      : el('div', { class: 'acts inset foot' }, merge, localized('p', 'writein.hint', { class: 'hint' })),
  );
}
