// Loads the meeting again when cards have come in since, for sections that count them: the server reports arrivals as numbers only.
import { $ } from '../shared/dom.js';

const WAIT_MS = 1000;

const arrivalsIn = ({ turnout }) => (turnout ? turnout.joined + ' ' + turnout.paper : '');

// Whoever uses a control would lose the focus with it.
function isAtWork() {
  const { activeElement } = document;
  return $('#page').contains(activeElement) && activeElement.tagName !== 'H1';
}

// isShown(): whether the section on show counts cards; refresh() loads the meeting. {loading(): before the meeting is loaded,
// noticed(): after a message or a change of section}.
export function watchArrivals(state, isShown, refresh) {
  let loaded = '';
  let timer = 0;
  const isStale = () => isShown() && loaded !== arrivalsIn(state);

  function look() {
    timer = 0;
    if (!isStale()) return;
    if (isAtWork()) wait();
    else refresh();
  }

  function wait() {
    if (!timer) timer = setTimeout(look, WAIT_MS);
  }

  return {
    loading() {
      loaded = arrivalsIn(state);
    },
    noticed() {
      if (isStale()) wait();
    },
  };
}
