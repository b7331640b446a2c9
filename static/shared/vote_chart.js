// Lying bars of votes against their base, with the line of the threshold. Knows no page; words come from the caller.
import { el, write } from './dom.js';

const WIDEST_WORD = 6;

function track(bar, lineText) {
  return el(
    'span',
    { class: 'vote-track' },
    el(
      'span',
      { class: 'vote-fills' },
      bar.fills.map(({ tone }) => el('span', { class: 'vote-fill ' + tone })),
    ),
    bar.isDecisive ? el('span', { class: 'vote-line' }, el('span', { class: 'vote-need' }, lineText)) : null,
  );
}

function row(bar, label, lineText) {
  return el(
    'li',
    { class: bar.isDecisive ? 'vote-row decisive' : 'vote-row' },
    el('span', { class: 'vote-word' }, label),
    track(bar, lineText),
    el('span', { class: 'vote-count' }),
  );
}

// Puts the shares into a track. line: the threshold as a share of the base, or null.
export function setTrack(node, bar, line) {
  const fills = node.querySelectorAll('.vote-fill');
  bar.fills.reduce((start, { share }, i) => {
    fills[i].style.setProperty('--start', start);
    fills[i].style.setProperty('--share', share);
    return start + share;
  }, 0);
  const mark = node.querySelector('.vote-line');
  if (!mark) return;
  mark.hidden = line === null;
  mark.style.setProperty('--at', line === null ? 0 : line);
  mark.classList.toggle('far', line !== null && line > 0.8);
}

// bars: of voteBars; label(bar) is its name, lineText() what is written at the line. Built once; update(bars, line) only resizes.
// Hidden from screen readers: add a table too.
export function voteChart(bars, label, lineText) {
  const labels = bars.map(label);
  const rows = bars.map((bar, i) => row(bar, labels[i], ''));
  const longest = labels.reduce((most, text) => Math.max(most, Array.from(text).length), 2);
  const css = { '--word': Math.min(WIDEST_WORD, longest) };
  return {
    node: el('ul', { class: 'vote-rows', css, 'aria-hidden': 'true' }, rows),
    update(latest, line) {
      latest.forEach((bar, i) => {
        write(rows[i].querySelector('.vote-count'), bar.count);
        setTrack(rows[i], bar, line);
        const need = rows[i].querySelector('.vote-need');
        if (need) write(need, line === null ? '' : lineText());
      });
    },
  };
}

// One bar of a table's row.
export function voteTrack(bar, line) {
  const node = el('span', { class: 'vote-cell', 'aria-hidden': 'true' }, track(bar, ''));
  setTrack(node, bar, line);
  return node;
}
