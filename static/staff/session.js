// A page's session in a meeting: its key, connection, commands and the state built from messages. Knows no page.
import { connect } from '../shared/socket.js';
import { knows, suggestLang, t, translate } from '../shared/i18n.js';
import { storedKey, storeKey, forgetKey } from '../shared/api.js';
import { askKey } from './dialogs.js';
import { commander } from './commands.js';
import { emptyState, applyMessage } from './meeting_state.js';

const RECONNECT_MS = 1000;

// Why a key is asked for: a refusal's code, if there was one.
function keyHint(code) {
  return t(code && knows('key.' + code) ? 'key.' + code : 'key.wrong');
}

class Session {
  constructor(role, changed, say, measured) {
    Object.assign(this, { role, changed, say, state: emptyState(), key: storedKey(role) });
    this.isPaused = false; // no hello until a key is entered, or ever again
    this.isFull = false;
    this.isDeleting = false;
    const hello = () => (this.key ? { t: 'hello', v: 1, role, key: this.key } : null);
    this.socket = connect(hello, (message) => this.receive(message), measured);
    this.commands = commander((message, size) => this.socket.send(message, size));
  }

  receive(message) {
    if (this.commands.handle(message) || message.t === 'done' || message.t === 'receipt') return;
    if (message.t === 'refused') this.helloRefused(message);
    else if (message.t === 'error') this.say(message.text || message.code);
    else this.update(message);
  }

  update(message) {
    applyMessage(this.state, message);
    if (message.t === 'offline' || message.t === 'ended') this.commands.connectionLost();
    if (message.t === 'welcome') this.welcomed(message.meeting);
    this.changed(message.t);
    if (message.t === 'ended' && !this.isPaused) this.reconnectLater();
  }

  welcomed(meeting) {
    suggestLang(meeting.language);
    translate(document);
    if (this.isFull) this.say('');
    this.isFull = false;
  }

  // The server ended the connection, most likely because the key was replaced: another hello gets the reason.
  reconnectLater() {
    setTimeout(() => {
      if (!this.isPaused) this.socket.reconnect();
    }, RECONNECT_MS);
  }

  async helloRefused(message) {
    if (message.code === 'busy') {
      this.isFull = true;
      this.say(t('busy'));
      return;
    }
    forgetKey(this.role);
    if (message.code === 'deleted') this.startOver(message.code);
    else await this.enterKey(keyHint(message.code));
  }

  // Nothing of a deleted meeting stays on the page. A page that deletes its meeting says so itself.
  startOver(code) {
    this.isPaused = true;
    if (this.isDeleting) return;
    history.replaceState({ refused: code }, '', location.pathname);
    location.reload();
  }

  async enterKey(hint) {
    this.isPaused = true;
    this.key = '';
    while (!this.key) this.key = await askKey(t('key.title'), hint);
    this.isPaused = false;
    storeKey(this.role, this.key);
    this.socket.reconnect();
  }

  leave() {
    this.isPaused = true;
    forgetKey(this.role);
    this.socket.close();
  }
}

// changed(type) is called after every message that is not the answer to a command; say(text) shows a sentence; measured(ms), if
// given, gets the times of round trips. Returns {state, run(command), key(), deleting(isDeleting), leave()}: the page calls
// deleting() around a request that deletes its meeting, and leave() afterwards, so that no key is asked for any more.
export function openSession(role, changed, say, measured) {
  const session = new Session(role, changed, say, measured);
  window.addEventListener('hashchange', () => location.reload());
  const { refused } = history.state || {};
  if (!session.key) session.enterKey(refused ? keyHint(refused) : t('key.why'));
  return {
    state: session.state,
    run: session.commands.run,
    key: () => session.key,
    deleting(isDeleting) {
      session.isDeleting = isDeleting;
    },
    leave: () => session.leave(),
  };
}
