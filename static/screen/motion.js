// Motion that shows what has changed. Moves and fades only, so that it costs no layout; none for who asked for less.

import { el, fill, write } from '../shared/dom.js';

const SETTLE_MS = 420;
const ROLL_MS = 700;
const ROLL_STEP_MS = 90;
const ROLL_MOST_MS = 400;
const RISE_MS = 700;
const RISE_STEP_MS = 35;
const RISE_MOST_MS = 350;
const EASING = 'cubic-bezier(.2, .8, .2, 1)';

const isWanted = (node) =>
  typeof node.animate === 'function' && !matchMedia('(prefers-reduced-motion: reduce)').matches;

function move(node, frames, duration, delay) {
  return isWanted(node) ? node.animate(frames, { duration, delay, easing: EASING, fill: 'backwards' }) : null;
}

// A number that has changed drops into its place.
function settle(node) {
  move(
    node,
    [
      { transform: 'translateY(-.14em)', opacity: 0.35 },
      { transform: 'none', opacity: 1 },
    ],
    SETTLE_MS,
    0,
  );
}

// Writes a number; one that changes before the eyes of the audience settles.
export function writeCount(node, count) {
  const before = node.textContent;
  write(node, count);
  if (before && before !== node.textContent) settle(node);
}

// The signs of a number roll in one after the other, all within ROLL_MS + ROLL_MOST_MS. Meanwhile each is in a box that clips it;
// then the number is plain text again.
export function rollIn(node) {
  if (!isWanted(node)) return;
  const text = node.textContent;
  const signs = Array.from(text).map((sign) => el('span', {}, sign));
  const step = Math.min(ROLL_STEP_MS, ROLL_MOST_MS / Math.max(1, signs.length - 1));
  fill(
    node,
    signs.map((sign) => el('span', { class: 'roll', data: { clips: '' } }, sign)),
  );
  const frames = [{ transform: 'translateY(105%)' }, { transform: 'none' }];
  const rolls = signs.map((sign, i) => move(sign, frames, ROLL_MS, i * step));
  const last = signs.length - 1;
  if (last >= 0) rolls[last].onfinish = () => node.contains(signs[last]) && fill(node, text);
}

// Lying bars grow from their beginning.
export function stretch(nodes) {
  const step = Math.min(RISE_STEP_MS, RISE_MOST_MS / Math.max(1, nodes.length - 1));
  nodes.forEach((node, i) => move(node, [{ transform: 'scaleX(0)' }, { transform: 'none' }], RISE_MS, i * step));
}

// The cells of a row that is new come up into their place.
export function rise(nodes) {
  const frames = [
    { transform: 'translateY(.5em)', opacity: 0 },
    { transform: 'none', opacity: 1 },
  ];
  nodes.forEach((node) => move(node, frames, RISE_MS, 0));
}
