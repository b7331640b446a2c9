// A page's session in a meeting: its key, connection, commands and the state built from messages. Knows no page.
import { connect } from '../shared/socket.js';
import { suggestLang, t, translate } from '../shared/i18n.js';
import { storedKey, storeKey, forgetKey } from '../shared/api.js';
import { askKey } from './dialogs.js';
import { commander } from './commands.js';
import { emptyState, applyMessage } from './meeting_state.js';

const RECONNECT_MS = 1000;

class Session {
  constructor(role, changed, say, measured) {
    Object.assign(this, { role, changed, say, state: emptyState(), key: storedKey(role) });
    this.isPaused = false; // no hello until a key is entered, or ever again
    this.isFull = false;
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
    await this.enterKey(t('key.wrong'));
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
// given, gets the times of round trips. Returns {state, run(command), key(), leave()}; leave() is for a deleted meeting: no key is
// asked for any more.
export function openSession(role, changed, say, measured) {
  const session = new Session(role, changed, say, measured);
  window.addEventListener('hashchange', () => location.reload());
  if (!session.key) session.enterKey(t('key.why'));
  return {
    state: session.state,
    run: session.commands.run,
    key: () => session.key,
    leave: () => session.leave(),
  };
}
