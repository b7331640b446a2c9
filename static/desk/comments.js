// 点评要点: what was said about a person in the hall, written down as it is said, with who said it by role.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, field, input, localized, select } from '../staff/form_controls.js';
import { isCertified } from './meeting_phase.js';
import { commentLine } from './opinions.js';
import { loadText, saveText } from './person_texts.js';
import { proseField } from './prose_field.js';
import { rowButton } from './table.js';

const MOST = 1000;

// What is typed and not added outlives the section. {id: of the person, by, text}.
const draft = { id: '', by: '', text: '' };

export const hasCommentDraft = () => draft.text.trim() !== '';

// Everybody once, although several parts may list a person.
const peopleOf = ({ meeting }) =>
  meeting.subjects.filter(({ label }, i, all) => all.findIndex((other) => other.label === label) === i);

// Whoever reports or is voted on now.
function currentPerson(desk) {
  const round = desk.openRound();
  const id = desk.state.view && desk.state.view.subject ? desk.state.view.subject : round && round.subjects[0].id;
  const subject = desk.meeting.subjects.find((one) => one.id === id);
  return subject && peopleOf(desk).find(({ label }) => label === subject.label);
}

class CommentBox {
  constructor(desk) {
    this.desk = desk;
    const people = peopleOf(desk);
    const person = people.find(({ id }) => id === draft.id) || currentPerson(desk) || people[0];
    draft.id = person.id;
    this.person = select(
      people.map(({ id, label }) => ({ value: id, text: label })),
      person.id,
    );
    this.by = input(null, draft.by, { maxlength: '40', placeholder: t('comment.by.example') });
    this.text = proseField('comment.text', draft.text, MOST, 3);
    this.list = el('ul', { class: 'dots' });
    this.status = el('p', { class: 'hint', role: 'status' });
    this.listen();
    const form = [
      field('comment.person', this.person),
      this.list,
      field('comment.by', this.by),
      this.text.node,
      el(
        'div',
        { class: 'acts' },
        button('comment.add', () => this.add(), 'primary'),
        this.status,
      ),
    ];
    this.node = el('div', {}, localized('p', 'comment.why', { class: 'soft' }), form);
    this.show();
  }

  listen() {
    this.person.addEventListener('change', () => {
      draft.id = this.person.value;
      this.show();
    });
    const keep = () => Object.assign(draft, { by: this.by.value, text: this.text.value() });
    this.by.addEventListener('input', keep);
    this.text.control.addEventListener('input', keep);
  }

  show() {
    const { id } = draft;
    return this.desk.attempt(async () => {
      const comments = await loadText(this.desk, id, 'comments');
      if (id === draft.id) this.draw(comments);
    });
  }

  draw(comments) {
    const line = (comment, i) =>
      el(
        'li',
        {},
        commentLine(comment) + ' ',
        rowButton('comment.remove', comment.text.slice(0, 20), () => this.remove(i)),
      );
    fill(this.list, comments.length ? comments.map(line) : el('li', {}, t('comment.none')));
  }

  // Read again first: a second desk may have added one.
  async change(changed) {
    const { id } = draft;
    let problem = '';
    const isDone = await this.desk.perform(async () => {
      const comments = changed(await loadText(this.desk, id, 'comments'));
      problem = await saveText(this.desk, id, 'comments', comments);
      if (!problem) this.draw(comments);
    });
    write(this.status, isDone ? problem || t('saved') : '');
    return isDone && !problem;
  }

  async add() {
    const text = this.text.value().trim();
    if (!text || this.text.isTooLong()) {
      write(this.status, t(text ? 'prose.long' : 'comment.missing', { most: MOST }));
      this.text.control.focus();
      return;
    }
    if (!(await this.change((comments) => comments.concat({ by: this.by.value.trim(), text })))) return;
    draft.text = '';
    this.text.fillIn('');
    this.text.control.focus();
  }

  remove(place) {
    return this.change((comments) => comments.filter((comment, i) => i !== place));
  }
}

// After the certification the comments are read with the opinion.
export function commentSection(desk) {
  if (isCertified(desk.meeting) || !desk.meeting.subjects.length) return null;
  return el('section', { class: 'card block' }, localized('h2', 'comment.head'), new CommentBox(desk).node);
}
