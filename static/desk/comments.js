// 点评要点: what was said about a person in the hall, written down as it is said, with who said it by role.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { answersInOrder } from '../staff/answers_in_order.js';
import { button, field, input, localized, select } from '../staff/form_controls.js';
import { latest, nextStep, upNext } from '../staff/meeting_state.js';
import { isCertified } from './meeting_phase.js';
import { commentLine } from './opinions.js';
import { loadText, readText, saveText } from './person_texts.js';
import { proseField } from './prose_field.js';
import { rowButton } from './table.js';

const MOST = 1000;
const MOST_TRIES = 5;

// What is typed and not added outlives the section. {id: of the person, during: the id of who was reporting when that one was
// chosen, by, text}.
const draft = { id: '', during: '', by: '', text: '' };

export const hasCommentDraft = () => draft.text.trim() !== '';

// Everybody once, although several parts may list a person.
const peopleOf = ({ meeting }) =>
  meeting.subjects.filter(({ label }, i, all) => all.findIndex((other) => other.label === label) === i);

// The id of the subject that is voted on now, is shown or reports; before the next one is called, of the one who was voted on last.
function currentSubject(desk) {
  const { state } = desk;
  const open = desk.openRound();
  if (open) return open.subjects[0].id;
  if (state.view && state.view.subject) return state.view.subject;
  const [next] = upNext(state);
  const last = latest(state);
  return nextStep(state) === 'open' || !last ? next && next.subject.id : last.subjects[0].id;
}

// The first id of that person among the parts; the first person's before anybody is called.
function currentId(desk) {
  const id = currentSubject(desk);
  const subject = desk.meeting.subjects.find((one) => one.id === id);
  const people = peopleOf(desk);
  return (people.find(({ label }) => subject && label === subject.label) || people[0]).id;
}

// The comments go to the next person as soon as that one reports, unless something is typed for the person before. True if
// another person was chosen.
function choosePerson(desk) {
  const during = currentId(desk);
  const isKnown = desk.meeting.subjects.some(({ id }) => id === draft.id);
  if (isKnown && (during === draft.during || hasCommentDraft())) return false;
  Object.assign(draft, { id: during, during });
  return true;
}

class CommentBox {
  constructor(desk) {
    this.desk = desk;
    this.answers = answersInOrder();
    choosePerson(desk);
    this.person = select(
      peopleOf(desk).map(({ id, label }) => ({ value: id, text: label })),
      draft.id,
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
      Object.assign(draft, { id: this.person.value, during: currentId(this.desk) });
      this.show();
    });
    const keep = () => Object.assign(draft, { by: this.by.value, text: this.text.value() });
    this.by.addEventListener('input', keep);
    this.text.control.addEventListener('input', keep);
  }

  // When the chair has gone on.
  update() {
    if (!choosePerson(this.desk)) return;
    this.person.value = draft.id;
    write(this.status, '');
    this.show();
  }

  show() {
    const { id } = draft;
    return this.desk.attempt(() =>
      this.answers(
        () => loadText(this.desk, id, 'comments'),
        (comments) => this.draw(id, comments),
      ),
    );
  }

  // Unless another person has been chosen meanwhile.
  draw(id, comments) {
    if (id !== draft.id) return;
    const line = (comment) =>
      el(
        'li',
        {},
        commentLine(comment) + ' ',
        rowButton('comment.remove', comment.text.slice(0, 20), () => this.remove(comment)),
      );
    fill(this.list, comments.length ? comments.map(line) : el('li', { class: 'soft' }, t('comment.none')));
  }

  // changed(comments): of those that are stored by now. A second desk may add one at the same moment.
  async change(changed) {
    const { id } = draft;
    let answer = { problem: '', isStale: true };
    const save = async () => {
      let comments = [];
      for (let tries = 0; answer.isStale && tries < MOST_TRIES; tries += 1) {
        const { body, version } = await readText(this.desk, id, 'comments');
        comments = changed(body);
        answer = await saveText(this.desk, id, 'comments', comments, version);
      }
      return comments;
    };
    const isDone = await this.desk.perform(() =>
      this.answers(save, (comments) => answer.problem || this.draw(id, comments)),
    );
    write(this.status, isDone ? answer.problem || t('saved') : '');
    return isDone && !answer.problem;
  }

  async add() {
    const text = this.text.value().trim();
    if (!text || this.text.isTooLong()) {
      write(this.status, t(text ? 'prose.long' : 'comment.missing', { most: MOST }));
      this.text.control.focus();
      return;
    }
    if (!(await this.change((comments) => comments.concat({ by: this.by.value.trim(), text })))) return;
    if (this.text.value().trim() !== text) return; // somebody has gone on typing
    draft.text = '';
    this.text.fillIn('');
    this.text.control.focus();
  }

  // One of those that say the same, wherever it is by now.
  remove({ by, text }) {
    return this.change((comments) => {
      const place = comments.findIndex((other) => other.by === by && other.text === text);
      return comments.filter((comment, i) => i !== place);
    });
  }
}

// {node, update()}, or null: after the certification the comments are read with the opinion.
export function commentSection(desk) {
  if (isCertified(desk.meeting) || !desk.meeting.subjects.length) return null;
  const box = new CommentBox(desk);
  const node = el('section', { class: 'card block' }, localized('h2', 'comment.head'), box.node);
  return { node, update: () => box.update() };
}
