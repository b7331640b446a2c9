// What surrounds every view of the voter's page: title, banners, text size, the spoken line, the time left.
import { $, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { hasBriefs } from './brief.js';
import { isOn } from './storage.js';
import { refusalLine, refusalTexts } from './status_views.js';
import { isForgetful } from './stored_values.js';

export function speak(text) {
  write($('#spoken'), text);
}

function bannerText({ state, castQueue }, view) {
  if (!state.meeting || state.refused || state.connection === 'online') return '';
  if (state.meeting.phase === 'certified' && state.connection === 'ended') return '';
  if (state.connection === 'ended') return t('ended');
  const why = state.busy || 'offline';
  if (castQueue.isSending()) return t('offline.unsent', { why: refusalTexts(why)[0] });
  return !state.busy && view === 'ballot' && !isForgetful() ? t('offline') : refusalLine(why);
}

// Says that this browser keeps nothing.
export function showForgetful() {
  $('#forgets').hidden = !isForgetful();
}

// view: the name of the view shown.
export function updateFrame(session, view) {
  const { state } = session;
  const { missed } = session.castQueue;
  const title = state.meeting ? state.meeting.title : '';
  const banner = [state.lacksLanguage ? t('other.none') : '', bannerText(session, view)].join(' ').trim();
  write($('#title'), title);
  document.title = (title ? title + ' · ' : '') + t('page');
  $('#rehearsal').hidden = !(state.meeting && state.meeting.phase === 'rehearsal');
  $('#panel').hidden = !(state.meeting && state.meeting.panel);
  $('#brief').hidden = !hasBriefs(state, view);
  $('#banner').hidden = !banner;
  write($('#banner-text'), banner);
  $('#again').hidden = state.connection !== 'ended';
  showForgetful();
  $('#late').hidden = !missed;
  if (missed) write($('#late-text'), t('lost.round', { name: missed }));
  document.documentElement.classList.toggle('big', isOn('big'));
  document.documentElement.dataset.state = view;
  $('#big').setAttribute('aria-pressed', isOn('big'));
}

function timeText(left) {
  if (left === null) return t('left.none');
  const seconds = Math.ceil(left / 1000);
  if (seconds <= 0) return t('left.over');
  return seconds < 60 ? t('left.s', { s: seconds }) : t('left', { m: Math.floor(seconds / 60), s: seconds % 60 });
}

// Only a ballot that is being filled in has a place for the time left.
export function updateCountdown(countdown) {
  const node = $('#left');
  if (!node) return;
  write(node, timeText(countdown.left()));
  node.classList.toggle('soon', countdown.isEnding());
  const announcement = countdown.announcement();
  if (announcement) speak(announcement === 'warn' ? t('left.spoken') : '');
}
