// What stands around every state: title, marks, banners, the spoken line.
import { $, write } from '../shared/dom.js';
import { t, lang, translate } from '../shared/i18n.js';
import { isBig } from './storage.js';

export function speak(text) {
  write($('#spoken'), text);
}

export function relabel() {
  translate(document);
  $('#other').lang = lang() === 'zh' ? 'en' : 'zh-CN';
}

function bannerText(state, cast, name) {
  if (!state.meeting || state.refused || state.link === 'online') return '';
  if (state.link === 'ended') return t('ended');
  if (state.busy) return t(cast.isUnderway() ? 'busy.unsent' : 'busy');
  if (cast.isUnderway()) return t('offline.unsent');
  return t(name === 'ballot' ? 'offline' : 'offline.waiting');
}

export function drawFrame(state, cast, name) {
  const title = state.meeting ? state.meeting.title : '';
  write($('#title'), title);
  document.title = (title ? title + ' · ' : '') + t('page');
  $('#rehearsal').hidden = !(state.meeting && state.meeting.phase === 'rehearsal');
  const text = bannerText(state, cast, name);
  $('#banner').hidden = !text;
  write($('#banner-text'), text);
  $('#again').hidden = state.link !== 'ended';
  $('#late').hidden = !cast.late();
  if (cast.late()) write($('#late-text'), t('lost.round', { name: cast.late() }));
  document.documentElement.classList.toggle('big', isBig());
  document.documentElement.dataset.state = name;
  $('#big').setAttribute('aria-pressed', String(isBig()));
}
