// The desk's navigation: its sections by phase, each with its sign and, where it has one, a note. Knows no section's work.
import { el, fill, write } from '../shared/dom.js';
import { localized } from '../staff/form_controls.js';
import { isSectionDone } from './tasks.js';

const DONE = '✓';

function navigationItem(desk, section, navigate) {
  const mark = el('span', { class: 'mark' });
  const note = section.note ? el('p', { class: 'nav-note', id: 'note-' + section.key }) : null;
  const props = {
    type: 'button',
    class: 'nav',
    id: 'nav-' + section.key,
    'aria-describedby': note ? note.id : null,
    on: { click: () => navigate(section.key) },
  };
  const press = el('button', props, localized('span', 'nav.' + section.key), mark);
  function update(current, tasks) {
    const sign = (section.mark && section.mark(desk)) || (isSectionDone(tasks, section.key) ? DONE : '');
    write(mark, sign);
    mark.classList.toggle('good', sign === DONE);
    if (note) write(note, section.note(desk));
    if (section === current) press.setAttribute('aria-current', 'page');
    else press.removeAttribute('aria-current');
  }
  return { node: el('li', {}, press, note), update };
}

function navigationGroup(title, items) {
  const list = el(
    'ul',
    {},
    items.map((item) => item.node),
  );
  if (!title) return el('li', { class: 'nav-group' }, list);
  const heading = localized('p', title, { class: 'nav-title', id: title.replace('.', '-') });
  list.setAttribute('aria-labelledby', heading.id);
  return el('li', { class: 'nav-group' }, heading, list);
}

export class Navigation {
  // groups: [{title?: the key of a heading, sections}]; navigate(key) goes to a section.
  constructor(desk, node, groups, navigate) {
    Object.assign(this, { desk, node, groups, navigate, items: [] });
  }

  // Without a meeting there is nowhere to go. The buttons stay: a new one would lose the focus, or the click that it is about to
  // get.
  draw(current) {
    if (!this.desk.meeting) fill(this.node);
    else if (!this.node.children.length) fill(this.node, this.build());
    if (!this.desk.meeting) return;
    const tasks = this.desk.tasks();
    this.items.forEach((item) => item.update(current, tasks));
  }

  build() {
    const groups = this.groups.map(({ title, sections }) => ({
      title,
      items: sections.map((section) => navigationItem(this.desk, section, this.navigate)),
    }));
    this.items = groups.flatMap(({ items }) => items);
    return groups.map(({ title, items }) => navigationGroup(title, items));
  }
}
