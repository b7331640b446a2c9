// The order of a part's subjects and of the items between them: by lot, by the numbers they have drawn, or by dragging. A draw is saved at once, so that the
// log has every one.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { isRehearsal } from './meeting_phase.js';
import { itemsOf, placedItems, withItems } from './agenda_places.js';
import { OrderList } from './order_list.js';
import { byNumber, drawLots, isSameOrder, numbersProblem, secureRandom } from './subject_order.js';

const subjectsIn = (entries) => entries.filter(({ isItem }) => !isItem);

const orderOf = (part, subjects) => ({ order: { [part.name]: subjects.map(({ id }) => id) } });

// Of subjects and items; where there are no items, the agenda is not mentioned.
function placesOf({ meeting }, part, entries) {
  const order = orderOf(part, subjectsIn(entries));
  if (entries.every(({ isItem }) => !isItem)) return order;
  const { agenda } = meeting.document;
  const items = placedItems(part.name, entries, agenda.items);
  return Object.assign(order, { agenda: Object.assign({}, agenda, { items }) });
}

// Whoever has had a round keeps the place, and so does whoever does not speak. The rounds of a rehearsal do not count.
const canBeDrawn = ({ meeting, state }) => {
  const states = isRehearsal(meeting) || !state.progress ? {} : state.progress.states;
  return (subject) => subject.mode !== 'written' && !states[subject.id];
};

async function draw(desk, part, subjects) {
  const canMove = canBeDrawn(desk);
  const count = subjects.filter(canMove).length;
  if (count < 2) {
    desk.say(t('order.draw.few'));
    return;
  }
  const yes = await ask({
    title: t('order.draw.title', { part: part.name, n: count }),
    yes: t('order.draw'),
    content: [localized('p', 'order.draw.why')],
  });
  if (!yes) return;
  const drawn = drawLots(subjects, canMove, secureRandom);
  const names = drawn.filter(canMove).map((subject) => subject.label);
  drafts.delete(part.name);
  const request = () => desk.api.patch(desk.path(), orderOf(part, drawn));
  await desk.save(request, t('order.drawn', { names: names.join(t('list')) }));
}

// By part, what has been moved and typed and not saved: it outlives the section. {subjects, numbers}.
const drafts = new Map();

const hasSamePeople = (one, other) =>
  one.length === other.length && one.every(({ id }) => other.some((candidate) => candidate.id === id));

// Whether the order of a part is being changed. An order of other people is none.
export function isOrdering(part, subjects) {
  const draft = drafts.get(part.name);
  if (draft && !hasSamePeople(draft.subjects, subjects)) drafts.delete(part.name);
  return drafts.has(part.name);
}

export const hasOrderDrafts = () => drafts.size > 0;

// By number the subjects change their places, and the items keep theirs.
function arranged({ meeting }, part, list) {
  const entries = list.subjects();
  const numbers = list.numbers().filter((number, i) => !entries[i].isItem);
  const items = placedItems(part.name, entries, itemsOf(meeting.document));
  return withItems(part.name, byNumber(subjectsIn(entries), numbers), items);
}

// entries: subjects and items as they are now. close() shows them again.
export function orderPanel(desk, part, entries, close) {
  const draft = isOrdering(part, entries) ? drafts.get(part.name) : { subjects: entries, numbers: [] };
  const save = button('order.save', () => submit(), 'primary');
  const list = new OrderList(t('order.title', { part: part.name }), draft.subjects, draft.numbers, changed);
  // The page is not rebuilt below somebody's hands.
  function changed() {
    save.disabled = isSameOrder(list.subjects(), entries);
    drafts.set(part.name, { subjects: list.subjects(), numbers: list.numbers() });
    node.dispatchEvent(new Event('input', { bubbles: true }));
  }
  async function submit() {
    const order = list.subjects();
    const request = () =>
      desk.api.patch(desk.path(), placesOf(desk, part, order), desk.version).then(() => drafts.delete(part.name));
    await desk.save(request, t('saved'));
  }
  function leave() {
    drafts.delete(part.name);
    close();
  }
  function sort() {
    const problem = numbersProblem(list.numbers());
    desk.say(problem ? t(problem) : '');
    if (problem) return;
    list.arrange(arranged(desk, part, list));
    changed();
  }
  const node = el(
    'div',
    { class: 'order-panel' },
    localized('p', 'order.why', { class: 'soft' }),
    el(
      'div',
      { class: 'acts lead' },
      button('order.draw.do', () => draw(desk, part, subjectsIn(entries)), ''),
      button('order.sort', sort, ''),
    ),
    list.node,
    el('div', { class: 'acts order-foot' }, save, button('order.close', leave, 'quiet')),
  );
  save.disabled = isSameOrder(draft.subjects, entries);
  return { node, opened: () => node.dispatchEvent(new Event('input', { bubbles: true })) };
}
