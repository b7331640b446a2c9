// The stage is the window: nothing on it scrolls and nothing is cut off. What is too large for its place gets smaller type, first
// by itself, and at last the whole scene. Measures the document and knows no meeting.
import { mostPages, showPages } from './paged_view.js';

const TOLERANCE = 1.5;
const STEPS = 6;
// Half of the type is still legible from 15 m where the full size is generous; below it a name may take a second line instead.
const LEAST_ONE_LINE = 0.5;
const LEAST = 0.12;
// Ink that is higher than its line counts as overflow, in multiples of the type size: less where lines are 1.2 high.
const INK = 0.45;
const INK_IN_LINES = 0.2;
const FREE = '.hidden-text, .hidden-text *, [data-clips] *, svg *';

const styleOf = (node) => getComputedStyle(node);

// The box that a node is laid out in: an inline element around it is no box.
const boxAround = ({ parentNode }) =>
  styleOf(parentNode).display === 'inline' ? boxAround(parentNode) : parentNode.getBoundingClientRect();

function isOutside(node) {
  const box = node.getBoundingClientRect();
  const around = boxAround(node);
  const isWithin =
    box.left >= around.left - TOLERANCE &&
    box.right <= around.right + TOLERANCE &&
    box.top >= around.top - TOLERANCE &&
    box.bottom <= around.bottom + TOLERANCE;
  if (isWithin || !box.width) return false;
  const { position, display } = styleOf(node);
  return position !== 'absolute' && display !== 'inline';
}

function isTooSmall(node) {
  if (!node.clientWidth || node.matches('[data-clips], svg')) return false;
  if (node.scrollWidth > node.clientWidth + TOLERANCE && styleOf(node).display !== 'inline') return true;
  const more = node.scrollHeight - node.clientHeight;
  const ink = 'fit' in node.dataset ? INK_IN_LINES : INK;
  return more > TOLERANCE && more > ink * parseFloat(styleOf(node).fontSize);
}

// Whether anything in root is larger than what it is in.
export function spills(root) {
  if (!root.isConnected) return false;
  const nodes = [root, ...root.querySelectorAll('*')].filter((node) => !node.matches(FREE));
  return nodes.some((node) => isOutside(node) || isTooSmall(node));
}

// Calls set with the largest factor from `least` to 1 at which nothing is too large.
function shrink(isTooLarge, least, set) {
  let [low, high] = [least, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    set(middle);
    if (isTooLarge()) high = middle;
    else low = middle;
  }
  set(low);
}

function fitNode(node) {
  const set = (factor) => node.style.setProperty('--shrink', factor);
  node.classList.remove('breaks');
  set(1);
  if (!spills(node)) return;
  shrink(() => spills(node), LEAST_ONE_LINE, set);
  if (!spills(node)) return;
  node.classList.add('breaks');
  shrink(() => spills(node), LEAST, set);
  if (spills(node)) set(1);
}

const isSeen = (node) => !node.closest('.hidden-text');

// Calls visit with each page of the scene on show.
function everyPage(scene, visit) {
  const count = mostPages(scene);
  for (let turn = 0; turn < count; turn += 1) {
    showPages(scene, (pages) => turn % pages);
    visit();
  }
}

function spillsOnAnyPage(scene) {
  let isAny = false;
  everyPage(scene, () => {
    isAny = isAny || spills(scene);
  });
  return isAny;
}

// Runs measure while everything that moves in root is where it ends: on its way it is outside of what holds it, and so is too
// large for that. Moves go on from where they were.
function atRest(root, measure) {
  const moves = typeof root.getAnimations === 'function' ? root.getAnimations({ subtree: true }) : [];
  const times = moves.map((move) => move.currentTime);
  const seek = (timeOf) => moves.forEach((move, i) => Object.assign(move, { currentTime: timeOf(move, i) }));
  seek(({ effect }) => effect.getComputedTiming().endTime);
  measure();
  seek((move, i) => times[i]);
}

// Elements with data-fit take care of their own type, with --shrink; the scene of everything else, with --scale, the same on all
// pages. Leaves the last page on show.
export const fitScene = (scene) => atRest(scene, () => fitAtRest(scene));

function fitAtRest(scene) {
  const set = (factor) => document.documentElement.style.setProperty('--scale', factor);
  set(1);
  everyPage(scene, () => Array.from(scene.querySelectorAll('[data-fit]')).filter(isSeen).forEach(fitNode));
  if (!spillsOnAnyPage(scene)) return;
  shrink(() => spillsOnAnyPage(scene), LEAST, set);
  if (spillsOnAnyPage(scene)) set(1);
}
