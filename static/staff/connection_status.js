// How the link to the server is, at the top of a keyed page. Knows the page's places for it, no meeting.
import { $, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// waiting (for the first answer), good, lost, or recovering: the server is there and what it writes to is not.
function linkOf(state) {
  if (!state.online) return state.online === null ? 'waiting' : 'lost';
  return state.recovering ? 'recovering' : 'good';
}

// The sentence goes in once its place is seen, so that it is spoken.
export function drawLink(state) {
  const link = linkOf(state);
  $('#link').dataset.link = link;
  write($('#link-word'), t('link.' + link));
  $('#recovering').hidden = link !== 'recovering';
  write($('#recovering'), link === 'recovering' ? t('recovering') : '');
}

// Whether the way to the server and back says anything.
export const isMeasured = (state) => linkOf(state) === 'good';
