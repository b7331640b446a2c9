// The order of a part's subjects: by lot, by the numbers they have drawn, or by dragging. A draw is saved at once, so that the
// log has every one.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { isRehearsal } from './meeting_phase.js';
import { OrderList } from './order_list.js';
import { byNumber, drawLots, isSameOrder, numbersProblem, secureRandom } from './subject_order.js';

export const saveOrder = (desk, part, subjects, done) =>
  desk.save(() => desk.api.patch(desk.path(), { order: { [part.name]: subjects.map(({ id }) => id) } }), done);

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
  await saveOrder(desk, part, drawn, t('order.drawn', { names: names.join(t('list')) }));
}

// subjects: as they are now. close() leaves the order as it is.
export function orderPanel(desk, part, subjects, close) {
  const save = button('order.save', () => saveOrder(desk, part, list.subjects(), t('saved')), 'primary');
  const list = new OrderList(t('order.title', { part: part.name }), subjects, changed);
  // The page is not rebuilt below somebody's hands.
  function changed() {
    save.disabled = isSameOrder(list.subjects(), subjects);
    node.dispatchEvent(new Event('input', { bubbles: true }));
  }
  function sort() {
    const problem = numbersProblem(list.numbers());
    desk.say(problem ? t(problem) : '');
    if (problem) return;
    list.show(byNumber(list.subjects(), list.numbers()));
    changed();
  }
  const node = el(
    'div',
    { class: 'order-panel' },
    localized('p', 'order.why', { class: 'soft' }),
    el(
      'div',
      { class: 'acts lead' },
      button('order.draw.do', () => draw(desk, part, subjects), ''),
      button('order.sort', sort, ''),
    ),
    list.node,
    el('div', { class: 'acts order-foot' }, save, button('order.close', close, 'quiet')),
  );
  save.disabled = true;
  return { node, opened: () => node.dispatchEvent(new Event('input', { bubbles: true })) };
}
