// The list of the form's steps: which is current, and how many problems each has. Knows no field.
import { $, fill, fromTemplate, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

function stepItem(name, number, go) {
  const node = fromTemplate('step-template');
  const press = $('button', node);
  press.id = 'step-' + name;
  press.addEventListener('click', () => go(name));
  write($('.step-number', node), number);
  $('.step-name', node).dataset.t = 'step.' + name;
  return { name, node, press, mark: $('.mark', node) };
}

function drawItem(item, isCurrent, isVisited, problemCount) {
  if (isCurrent) item.press.setAttribute('aria-current', 'step');
  else item.press.removeAttribute('aria-current');
  const count = isVisited ? problemCount : 0;
  const isDone = isVisited && !isCurrent && item.name !== 'check';
  write(item.mark, count ? t('step.wrong', { n: count }) : isDone ? '✓' : '');
  item.mark.classList.toggle('good', !count);
}

// go(name) is called on a click. update() takes the current step, the set of visited ones, and problemCount(name).
export function stepNavigation(list, names, go) {
  const items = names.map((name, i) => stepItem(name, i + 1, go));
  fill(
    list,
    items.map((item) => item.node),
  );
  return {
    update: (current, visited, problemCount) =>
      items.forEach((item) => drawItem(item, item.name === current, visited.has(item.name), problemCount(item.name))),
  };
}
