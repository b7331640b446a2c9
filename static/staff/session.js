// A keyed page's place in a meeting: the key, the link, the commands, the folded state. Knows no page.
import { connect } from '../shared/socket.js';
import { suggestLang, t, translate } from '../shared/i18n.js';
import { storedKey, storeKey, forgetKey } from '../shared/api.js';
import { askKey } from './dialogs.js';
import { commander } from './commands.js';
import { empty, fold } from './meeting_state.js';

// changed(kind of message) follows every message; say(text) shows a sentence.
export function sit(role, changed, say) {
  const state = empty();
  let key = storedKey(role);
  let asking = false;
  let full = false;
  const socket = connect(() => (key ? { t: 'hello', v: 1, role, key } : null), heard);
  const commands = commander((map) => socket.send(map));

  function heard(message) {
    if (commands.hear(message) || message.t === 'done' || message.t === 'receipt') return;
    if (message.t === 'refused') {
      turnedAway(message);
      return;
    }
    if (message.t === 'error') {
      say(message.text || message.code);
      return;
    }
    fold(state, message);
    if (message.t === 'offline' || message.t === 'ended') commands.lost();
    if (message.t === 'welcome') {
      suggestLang(message.meeting.language);
      translate(document);
      if (full) say('');
      full = false;
    }
    changed(message.t);
    // Sent away without a word, most often for a replaced key: one more hello finds out.
    if (message.t === 'ended' && !asking)
      setTimeout(() => {
        if (!asking) socket.reconnect();
      }, 1000);
  }

  async function turnedAway(message) {
    if (message.code === 'busy') {
      full = true;
      say(t('busy'));
      return;
    }
    forgetKey(role);
    await enterKey(t('key.wrong'));
  }

  async function enterKey(hint) {
    asking = true;
    key = '';
    while (!key) key = await askKey(t('key.title'), hint);
    asking = false;
    storeKey(role, key);
    socket.reconnect();
  }

  // The meeting is gone: no key is asked for any more.
  function leave() {
    asking = true;
    forgetKey(role);
    socket.close();
  }

  window.addEventListener('hashchange', () => location.reload());
  if (!key) enterKey(t('key.why'));
  return { state, run: commands.run, key: () => key, leave };
}
