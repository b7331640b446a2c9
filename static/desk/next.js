// 下一步: the one task that comes next, and all others by phase. Where the desk starts.
import { el, fill, write } from '../shared/dom.js';
import { lang, t } from '../shared/i18n.js';
import { isSavingGrades } from './grade_table.js';
import { isCertified } from './meeting_phase.js';
import { nextCard } from './next_task.js';
import { labelOf, taskList } from './task_list.js';
import { markTask } from './task_marks.js';
import { nextTask, tasksOf, toRemember } from './tasks.js';

const TICK_MS = 500;

const factsOf = (desk) => ({
  meeting: desk.meeting,
  state: desk.state,
  marks: desk.marks(),
  isSaving: isSavingGrades(),
});

// {tasks, next}, as lists and cards show them.
export function currentTasks(desk) {
  const facts = factsOf(desk);
  const tasks = tasksOf(facts);
  return { tasks, next: nextTask(facts, tasks) };
}

class NextView {
  constructor(desk) {
    this.desk = desk;
    this.card = el('section', { class: 'card next', id: 'next-task' });
    this.list = el('div', { class: 'phases' });
    this.node = el('div', { class: 'stack' }, this.card, this.list);
    this.drawn = {};
    this.update();
    // The first tick comes when the page shows the node.
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  page() {
    return {
      mark: (key, value) => this.desk.mark(key, value),
      skipRounds: () => this.desk.mark('rounds', this.desk.state.progress.upcoming.join(' ')),
      isCertified: () => isCertified(this.desk.meeting),
      download: ({ press, progress }) => {
        this.progress = progress;
        return press;
      },
    };
  }

  tick() {
    if (!this.node.isConnected) clearInterval(this.timer);
    else if (this.desk.meeting && this.desk.openRound()) this.update();
  }

  // Only what has changed: a new button would lose the focus, or the click that it is about to get.
  update() {
    const { tasks, next } = currentTasks(this.desk);
    const isNewCard = this.isNew('card', [lang(), next, next.key === 'links' && this.desk.state.pages]);
    if (isNewCard) this.drawCard(tasks, next);
    else this.writeReasons(nextCard(this.desk, next, this.page()).why);
    if (this.isNew('list', [lang(), tasks, next.task])) this.drawList(tasks, next);
  }

  isNew(name, content) {
    const drawn = JSON.stringify(content);
    const isNew = this.drawn[name] !== drawn;
    this.drawn[name] = drawn;
    return isNew;
  }

  drawCard(tasks, next) {
    const hadFocus = this.card.contains(document.activeElement);
    this.progress = null;
    const { title, why, more, acts } = nextCard(this.desk, next, this.page());
    const listed = tasks.find((task) => task.key === next.task);
    this.reasons = el('div', { class: 'why' });
    this.writeReasons(why);
    const heading = el('h2', { tabindex: '-1' }, title);
    fill(
      this.card,
      listed ? el('p', { class: 'state' }, t('task.' + listed.phase)) : null,
      heading,
      this.reasons,
      more || null,
      el('div', { class: 'acts lead' }, acts),
      this.progress ? this.progress.node : null,
    );
    if (hadFocus) heading.focus();
  }

  drawList(tasks, next) {
    const focusedId = this.list.contains(document.activeElement) ? document.activeElement.id : '';
    fill(this.list, taskList(this.desk, tasks, next.task));
    const focused = focusedId && document.getElementById(focusedId);
    if (focused) focused.focus();
  }

  writeReasons(sentences) {
    if (this.reasons.children.length !== sentences.length)
      fill(
        this.reasons,
        sentences.map(() => el('p', {})),
      );
    sentences.forEach((sentence, i) => write(this.reasons.children[i], sentence));
  }
}

function build(desk) {
  const view = new NextView(desk);
  const update = () => view.update();
  return { onMessage: update, onMeeting: update, onMark: update, keepsInput: true, node: view.node };
}

// The name of the task, below that of the section. It is asked for after every message, so that what cannot be seen later is
// remembered, whichever section is shown.
function note(desk) {
  const { tasks, next } = currentTasks(desk);
  toRemember(factsOf(desk), tasks).forEach((key) => markTask(desk.state.meeting.id, key, true));
  return next.task ? labelOf(next.task) : t('next.finished');
}

export const section = { key: 'next', build, note };
