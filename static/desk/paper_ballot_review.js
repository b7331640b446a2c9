// A keyed paper ballot read back in words before it is counted, with what was written on it.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, fresh, w } from '../staff/dialogs.js';
import { broken, grouped, questions, unexplained } from './paper_ballot_draft.js';
import { spelled } from './paper_ballot_labels.js';
import { table } from './table.js';

// A box for every note of every subject; what is typed goes into the entry at once.
function noteBoxes(round, entry) {
  const boxOf = (subject, s) => (note) => {
    const old = entry.notes.find((one) => one.subject === s && one.key === note.key);
    const text = el('textarea', { id: fresh('f'), rows: '2', maxlength: String(note.max), value: old ? old.text : '' });
    text.addEventListener('input', () => {
      const others = entry.notes.filter((one) => one.subject !== s || one.key !== note.key);
      entry.notes = others.concat([{ subject: s, key: note.key, text: text.value }]);
    });
    return el('div', { class: 'field' }, el('label', { for: text.id }, subject.name + ' · ' + note.title), text);
  };
  return round.subjects.map((subject, s) => (entry.recused[s] ? [] : round.form.notes.map(boxOf(subject, s))));
}

function notes(round, entry) {
  if (!round.form.notes.length) return null;
  const asked = unexplained(round, entry);
  const open = asked.length > 0 || entry.notes.some((note) => note.text.trim());
  return el(
    'details',
    { class: 'paste', open },
    w('summary', 'paper.notes'),
    asked.map((s) => el('p', { class: 'warn' }, t('refused.explain', { name: round.subjects[s].name }))),
    el('div', { class: 'pair' }, noteBoxes(round, entry)),
  );
}

function marks(round, entry) {
  const items = round.form.items;
  const heads = items.length > 1 ? items.map((item) => ({ text: item.title })) : [{ key: 'paper.mark.head' }];
  const all = questions(round);
  const cells = (subject, s) =>
    [subject.name].concat(all.filter((q) => q.s === s).map((q) => el('strong', {}, spelled(round, entry, q))));
  return table(t('paper.review'), [{ key: 'result.name' }].concat(heads), round.subjects.map(cells));
}

const limits = (round, entry) =>
  broken(round, entry).map((one) =>
    el(
      'p',
      { class: 'banner' },
      t('paper.limit', { choices: one.choices.join(t('list')), n: one.count, most: one.most }),
    ),
  );

// acts: yes(button), again(), spoil(), drop(); `next` is the key of what yes does. Until the server's word has come (`unsure`) a
// ballot stays as it is.
export function reviewForm(round, ballot, next, acts) {
  const yes = w('button', next, { type: 'submit', class: 'button primary big' });
  const submit = (event) => {
    event.preventDefault();
    acts.yes(yes);
  };
  const said = el('div', {});
  if (ballot.spoiled) fill(said, w('p', 'paper.spoiled.why', { class: 'warn' }));
  else fill(said, limits(round, ballot.first), marks(round, ballot.first), notes(round, ballot.first));
  const changes = ballot.spoiled
    ? null
    : [button('paper.rekey', acts.again), button('paper.spoiled', acts.spoil, 'danger')];
  const node = el(
    'form',
    { class: 'card', novalidate: true, on: { submit } },
    el('h2', {}, t(ballot.spoiled ? 'paper.review.spoiled' : 'paper.review')),
    el('p', { class: 'code' }, grouped(ballot.token)),
    said,
    el('div', { class: 'acts lead' }, yes, ballot.unsure ? null : [changes, button('paper.drop', acts.drop, 'quiet')]),
  );
  return { node, first: yes };
}
