// A page's session in a meeting: its key, connection, commands and the state built from messages. Knows no page.
import { connect } from '../shared/socket.js';
import { suggestLang, t, translate } from '../shared/i18n.js';
import { storedKey, storeKey, forgetKey } from '../shared/api.js';
import { askKey } from './dialogs.js';
import { commander } from './commands.js';
import { emptyState, applyMessage } from './meeting_state.js';

const RECONNECT_MS = 1000;

// changed(type) follows every message that is not the answer to a command; say(text) shows a sentence.
export function openSession(role, changed, say) {
  const state = emptyState();
  let key = storedKey(role);
  let isPaused = false; // no hello until a key is entered, or ever again
  let isFull = false;
  const socket = connect(() => (key ? { t: 'hello', v: 1, role, key } : null), receive);
  const commands = commander((message) => socket.send(message));

  function receive(message) {
    if (commands.handle(message) || message.t === 'done' || message.t === 'receipt') return;
    if (message.t === 'refused') helloRefused(message);
    else if (message.t === 'error') say(message.text || message.code);
    else update(message);
  }

  function update(message) {
    applyMessage(state, message);
    if (message.t === 'offline' || message.t === 'ended') commands.connectionLost();
    if (message.t === 'welcome') welcomed(message.meeting);
    changed(message.t);
    if (message.t === 'ended' && !isPaused) reconnectLater();
  }

  function welcomed(meeting) {
    suggestLang(meeting.language);
    translate(document);
    if (isFull) say('');
    isFull = false;
  }

  // The server ended the connection, most likely because the key was replaced: another hello gets the reason.
  function reconnectLater() {
    setTimeout(() => {
      if (!isPaused) socket.reconnect();
    }, RECONNECT_MS);
  }

  async function helloRefused(message) {
    if (message.code === 'busy') {
      isFull = true;
      say(t('busy'));
      return;
    }
    forgetKey(role);
    await enterKey(t('key.wrong'));
  }

  async function enterKey(hint) {
    isPaused = true;
    key = '';
    while (!key) key = await askKey(t('key.title'), hint);
    isPaused = false;
    storeKey(role, key);
    socket.reconnect();
  }

  // For a deleted meeting: no key is asked for any more.
  function leave() {
    isPaused = true;
    forgetKey(role);
    socket.close();
  }

  window.addEventListener('hashchange', () => location.reload());
  if (!key) enterKey(t('key.why'));
  return { state, run: commands.run, key: () => key, leave };
}
