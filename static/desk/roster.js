// 名单: the people under appraisal, part by part. Whole rosters can be replaced before the first round, single lines later too.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, confirmDanger } from '../staff/dialogs.js';
import { button, field, input, localized, options, select } from '../staff/form_controls.js';
import { rosterBox } from '../staff/roster_box.js';
import { moved, replaced, without, withSubjects } from './roster_edit.js';
import { row, rowButton, table } from './table.js';

const COLUMNS = [
  { key: 'roster.line', kind: 'narrow' },
  ...['name', 'unit', 'post', 'mode'].map((key) => ({ key: 'roster.' + key })),
  { key: 'acts' },
];

function askSubject(title, subject) {
  const name = input(null, subject.name);
  const unit = input(null, subject.unit);
  const post = input(null, subject.post);
  const mode = select(options('mode', ['onsite', 'written']), subject.mode || 'onsite');
  return ask({
    title,
    yes: t('save'),
    content: [
      field('roster.name', name),
      field('roster.unit', unit),
      field('roster.post', post),
      field('roster.mode', mode),
    ],
    check: () => (name.value.trim() ? '' : t('roster.noname')),
    value: () => ({
      name: name.value.trim(),
      unit: unit.value.trim(),
      post: post.value.trim(),
      mode: mode.value,
    }),
  });
}

// The roster of one part with its editing buttons.
class PartRoster {
  constructor(desk, part, partIndex) {
    this.desk = desk;
    this.part = part;
    this.partIndex = partIndex;
    this.subjects = desk.meeting.subjects.filter((subject) => subject.part === part.name);
    this.isLocked = desk.meeting.locked;
    this.node = this.build();
  }

  // Before the first round all subjects are saved; afterwards `change` alone.
  save(subjects, change) {
    const { api, meeting, path } = this.desk;
    const request = () =>
      this.isLocked
        ? api.patch(path(), change)
        : api.put(path(), withSubjects(meeting.document, this.partIndex, subjects));
    return this.desk.save(request, t('saved'));
  }

  move(index, offset) {
    const subjects = moved(this.subjects, index, offset);
    return this.save(subjects, { order: { [this.part.name]: subjects.map((subject) => subject.id) } });
  }

  async edit(index) {
    const { id, name } = this.subjects[index];
    const subject = await askSubject(t('roster.edit', { name }), this.subjects[index]);
    if (subject) await this.save(replaced(this.subjects, index, subject), { names: { [id]: subject } });
  }

  async withdraw(index) {
    const { id, name } = this.subjects[index];
    const title = t('roster.withdraw.title', { name });
    if (!(await confirmDanger(title, t('roster.withdraw.why'), t('roster.withdraw')))) return;
    await this.save(without(this.subjects, index), { withdraw: [id] });
  }

  async add() {
    const subject = await askSubject(t('roster.add'), { mode: 'onsite' });
    const change = { add: [Object.assign({ part: this.part.name }, subject)] };
    if (subject) await this.save(this.subjects.concat(subject), change);
  }

  row(subject, index) {
    const { name, unit, post, mode } = subject;
    const isLast = index === this.subjects.length - 1;
    const buttons = [
      rowButton('roster.up', name, () => this.move(index, -1), index === 0),
      rowButton('roster.down', name, () => this.move(index, 1), isLast),
      rowButton('roster.change', name, () => this.edit(index)),
      rowButton('roster.withdraw', name, () => this.withdraw(index)),
    ];
    const cells = [index + 1, name, unit, post, t('mode.' + mode), el('div', { class: 'acts tight' }, buttons)];
    return row(COLUMNS, cells);
  }

  // Adds the rows of a roster box to the subjects.
  async append(box, subjects) {
    if (!(await box.ready())) this.desk.say(t('roster.first'));
    else if (!box.count()) this.desk.say(t('roster.empty'));
    else await this.save(subjects.concat(box.read()));
  }

  pasteBox() {
    const box = rosterBox(this.desk.api, []);
    const isEmpty = this.subjects.length === 0;
    return el(
      'details',
      { class: 'paste', open: isEmpty },
      localized('summary', 'roster.many'),
      box.node,
      el(
        'div',
        { class: 'acts' },
        button('roster.append', () => this.append(box, this.subjects), isEmpty ? 'primary' : ''),
        isEmpty ? null : button('roster.replace', () => this.append(box, [])),
      ),
    );
  }

  build() {
    const rows = this.subjects.map((subject, i) => this.row(subject, i));
    return el(
      'section',
      { class: 'card block' },
      el('h2', {}, t('roster.part', { part: this.part.name, n: rows.length })),
      rows.length ? table(this.part.name, COLUMNS, rows) : null,
      el(
        'div',
        { class: 'acts lead' },
        button('roster.add', () => this.add(), 'small'),
      ),
      this.isLocked ? null : this.pasteBox(),
    );
  }
}

function build(desk) {
  const cards = desk.meeting.document.parts.map((part, i) => new PartRoster(desk, part, i).node);
  const banner = desk.meeting.locked ? localized('p', 'roster.late', { class: 'banner' }) : null;
  return { node: el('div', {}, banner, cards) };
}

export const section = { key: 'roster', build, mark: (desk) => (desk.meeting.subjects.length ? '✓' : '') };
