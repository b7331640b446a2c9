// 名单: the people under appraisal, part by part. Whole rosters can be replaced before the first round, single lines later too.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, confirmDanger } from '../staff/dialogs.js';
import { button, field, input, localized, options, select } from '../staff/form_controls.js';
import { rosterBox } from '../staff/roster_box.js';
import { agendaCard } from './agenda_card.js';
import { itemsOf, withItems } from './agenda_places.js';
import { acceptBrief, briefButton } from './briefs.js';
import { lastYearBox } from './last_year.js';
import { isCertified, isRehearsal } from './meeting_phase.js';
import { rectifiedBox } from './rectified.js';
import { replaced, without, withSubjects } from './roster_edit.js';
import { hasOrderDrafts, isOrdering, orderPanel } from './roster_order.js';
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
    this.entries = withItems(part.name, this.subjects, itemsOf(desk.meeting.document));
    this.isLocked = desk.meeting.locked;
    this.node = el('section', { class: 'card block' });
    if (isOrdering(part, this.entries)) this.showOrder();
    else this.showTable();
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
    const buttons = [
      briefButton(this.desk, subject),
      rowButton('roster.change', name, () => this.edit(index)),
      rowButton('roster.withdraw', name, () => this.withdraw(index)),
    ];
    const cells = [index + 1, name, unit, post, t('mode.' + mode), el('div', { class: 'acts tight' }, buttons)];
    const node = row(COLUMNS, cells);
    acceptBrief(this.desk, subject, node);
    return node;
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

  heading(...buttons) {
    const title = el('h2', {}, t('roster.part', { part: this.part.name, n: this.subjects.length }));
    return el('div', { class: 'part-head' }, title, el('div', { class: 'acts' }, buttons));
  }

  showTable() {
    const rows = this.subjects.map((subject, i) => this.row(subject, i));
    fill(
      this.node,
      this.heading(
        this.entries.length > 1 && !isCertified(this.desk.meeting)
          ? button('order.do', () => this.beginOrder(), 'small')
          : null,
        button('roster.add', () => this.add(), 'small'),
      ),
      rows.length
        ? [localized('p', 'brief.drop', { class: 'hint' }), table(this.part.name, COLUMNS, rows, 'stacks')]
        : null,
      this.isLocked ? null : this.pasteBox(),
    );
  }

  showOrder() {
    const { node, opened } = orderPanel(this.desk, this.part, this.entries, () => this.desk.rebuild());
    fill(this.node, this.heading(), node);
    return { node, opened };
  }

  beginOrder() {
    const { node, opened } = this.showOrder();
    opened();
    this.node.scrollIntoView({ block: 'start' });
    node.querySelector('button').focus({ preventScroll: true });
  }
}

// Once the secretary has looked, the next task comes.
function checkedButton(desk) {
  const checked = () => {
    desk.mark('roster', true);
    desk.goTo('next');
  };
  return isRehearsal(desk.meeting) && !desk.marks().roster ? button('roster.checked', checked, 'primary') : null;
}

// What is brought along from the meeting of the year before.
const pastCard = (desk) =>
  el('section', { class: 'card block stack' }, localized('h2', 'past.head'), lastYearBox(desk), rectifiedBox(desk));

function build(desk) {
  const cards = desk.meeting.document.parts.map((part, i) => new PartRoster(desk, part, i).node);
  const banner = desk.meeting.locked ? localized('p', 'roster.late', { class: 'banner' }) : null;
  return { primary: checkedButton(desk), node: el('div', {}, banner, cards, pastCard(desk), agendaCard(desk)) };
}

export const section = { key: 'roster', build, isBusy: hasOrderDrafts };
