// Shows the state of the connection at the top of a page. Knows the page's elements for it, but no meeting.
import { $, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// waiting (for the first answer), good, lost, or recovering (the server answers but cannot write to its disk).
function statusOf(state) {
  if (!state.online) return state.online === null ? 'waiting' : 'lost';
  return state.recovering ? 'recovering' : 'good';
}

function explanationOf(state, status) {
  if (status === 'recovering') return t('recovering');
  return state.fault && status !== 'good' ? t('blocked', { fault: state.fault }) : '';
}

// An element is shown before its text is set; otherwise screen readers do not announce it.
export function drawLink(state) {
  const status = statusOf(state);
  $('#link').dataset.link = status;
  write($('#link-word'), t('link.' + status));
  const text = explanationOf(state, status);
  $('#recovering').hidden = !text;
  write($('#recovering'), text);
}

// Whether round-trip times say anything about the connection.
export const isMeasured = (state) => statusOf(state) === 'good';
