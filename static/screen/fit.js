// The stage is the window: nothing on it scrolls and nothing is cut off. What is too large for its place gets smaller type, first
// by itself, and at last the whole scene. Measures the document and knows no meeting.
import { largestFactor } from './largest_factor.js';
import { mostPages, showPages } from './paged_view.js';

const TOLERANCE = 1.5;
// Half of the type is still legible from 15 m where the full size is generous; below it a name may take a second line instead.
const LEAST_ONE_LINE = 0.5;
const LEAST = 0.12;
// Ink that is higher than its line counts as overflow, in multiples of the type size: less where lines are 1.2 high.
const INK = 0.45;
const INK_IN_LINES = 0.2;
const NO_ROOM = '.hidden-text';
const CLIPPED = '[data-clips], svg';

const styleOf = (node) => getComputedStyle(node);

// The box that a node is laid out in: an inline element around it is no box. boxes: those found before, by parent.
function boxAround({ parentNode }, boxes) {
  if (!boxes.has(parentNode)) {
    const isInline = styleOf(parentNode).display === 'inline';
    boxes.set(parentNode, isInline ? boxAround(parentNode, boxes) : parentNode.getBoundingClientRect());
  }
  return boxes.get(parentNode);
}

function isOutside(node, boxes) {
  const box = node.getBoundingClientRect();
  const around = boxAround(node, boxes);
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

// Adds root and what is in it to nodes, without what takes no room or is cut off on purpose.
function collect(root, nodes) {
  if (root.matches(NO_ROOM)) return nodes;
  nodes.push(root);
  if (!root.matches(CLIPPED)) Array.from(root.children).forEach((child) => collect(child, nodes));
  return nodes;
}

// Whether anything in root is larger than what it is in.
export function spills(root) {
  if (!root.isConnected) return false;
  const boxes = new Map();
  return collect(root, []).some((node) => isOutside(node, boxes) || isTooSmall(node));
}

// guesses: the least that nodes of the same class needed: {whole, broken}, on one line or more.
function fitNode(node, guesses) {
  const { whole, broken } = guesses.get(node.className) || { whole: null, broken: null };
  const set = (factor) => node.style.setProperty('--shrink', factor);
  const isLargeAt = (factor) => {
    set(factor);
    return spills(node);
  };
  node.classList.remove('breaks');
  // After one that needed several lines, a whole line is not tried at its full size first.
  if (broken === null && !isLargeAt(1)) return;
  const isBroken = isLargeAt(LEAST_ONE_LINE);
  if (!isBroken && broken !== null && !isLargeAt(1)) return;
  const { className } = node;
  node.classList.toggle('breaks', isBroken);
  const least = isBroken ? LEAST : LEAST_ONE_LINE;
  const guess = isBroken ? broken : whole;
  const factor = largestFactor(isLargeAt, { least, most: 1, guess });
  set(factor === null ? 1 : factor);
  const smallest = Math.min(factor === null ? 1 : factor, guess === null ? 1 : guess);
  guesses.set(className, isBroken ? { whole, broken: smallest } : { whole: smallest, broken });
}

const isSeen = (node) => !node.closest('.hidden-text');

const showPage = (scene, turn) => showPages(scene, (pages) => turn % pages);

// Calls fit with each node that takes care of its own type, while its page is on show. Returns the pages on which something is
// still too large.
function fitPages(scene, fit) {
  const waiting = new Set(scene.querySelectorAll('[data-fit]'));
  const turns = Array.from({ length: mostPages(scene) }, (none, turn) => turn);
  return turns.filter((turn) => {
    showPage(scene, turn);
    Array.from(waiting)
      .filter(isSeen)
      .forEach((node) => {
        waiting.delete(node);
        fit(node);
      });
    return spills(scene);
  });
}

// The largest factor at which none of these pages spills; null if there is none.
function scaleFor(scene, turns, set) {
  const isLargeAt = (factor) => {
    set(factor);
    return spills(scene);
  };
  return turns.reduce((most, turn) => {
    if (most === null) return null;
    showPage(scene, turn);
    return isLargeAt(most) ? largestFactor(isLargeAt, { least: LEAST, most, guess: null }) : most;
  }, 1);
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
  const guesses = new Map();
  const set = (factor) => document.documentElement.style.setProperty('--scale', factor);
  set(1);
  const scale = scaleFor(
    scene,
    fitPages(scene, (node) => fitNode(node, guesses)),
    set,
  );
  set(scale === null ? 1 : scale);
}
