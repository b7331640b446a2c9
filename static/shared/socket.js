// A WebSocket that reconnects on its own. Knows frames and reconnecting, nothing of meetings.
import { encode, decode } from '../vendor/msgpack.js';
import { retryDelay } from './backoff.js';
import { padded } from './padding.js';

const SLOW_MS = 4500;
const GIVE_UP_MS = 10000;
const SLEPT_MS = 20000;
const POLICY_VIOLATION = 1008;

function address() {
  return (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/ws';
}

// A refusal of the hello carries neither a command's number nor a round.
function refusesHello(message) {
  return message.t === 'refused' && message.n === undefined && !message.round && message.code !== 'busy';
}

class Connection {
  constructor(hello, receive) {
    Object.assign(this, { hello, receive, socket: null, timer: 0, attempt: 0, online: null, ended: false });
    this.hiddenAt = null;
    const wake = () => this.wake();
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('pageshow', wake);
    window.addEventListener('online', wake);
    // A socket may look open for minutes after the network is gone; the browser knows earlier.
    window.addEventListener('offline', () => {
      if (!this.ended) this.lose();
    });
  }

  // size: what the message is padded to, in bytes, if it is. Returns false while offline; nothing is queued here.
  send(message, size) {
    if (!this.online || !this.socket || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(size ? padded(encode(message), size) : encode(message));
    return true;
  }

  // Opens a new connection, also after the end.
  reconnect() {
    this.ended = false;
    this.reopen();
  }

  close() {
    this.ended = true;
    clearTimeout(this.timer);
    this.drop();
  }

  open() {
    clearTimeout(this.timer);
    if (this.ended || this.socket) return;
    const hello = this.hello();
    if (!hello) return;
    const socket = new WebSocket(address());
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    // Report the delay early, but leave a crowded network time to answer before trying again.
    this.timer = setTimeout(() => {
      this.report(false);
      this.timer = setTimeout(() => this.lose(), GIVE_UP_MS);
    }, SLOW_MS);
    socket.onopen = () => socket.send(encode(hello));
    socket.onmessage = (event) => {
      if (this.socket === socket) this.handle(decode(new Uint8Array(event.data)));
    };
    socket.onclose = (event) => this.handleClose(event.code);
  }

  reopen() {
    this.attempt = 0;
    clearTimeout(this.timer);
    this.drop();
    this.open();
  }

  handle(message) {
    if (message.t === 'welcome') {
      clearTimeout(this.timer);
      this.attempt = 0;
      this.report(true);
    }
    if (refusesHello(message)) this.end(message);
    else this.receive(message);
  }

  handleClose(code) {
    if (code === POLICY_VIOLATION && this.online) {
      this.report(false);
      this.end();
    } else this.lose();
  }

  // The receiver may answer the last message with reconnect(); then this is not the end.
  end(message) {
    this.close();
    this.online = false; // 'ended' says so
    if (message) this.receive(message);
    if (this.ended) this.receive({ t: 'ended' });
  }

  lose() {
    this.drop();
    this.report(false);
    this.retryLater();
  }

  retryLater() {
    clearTimeout(this.timer);
    if (this.ended) return;
    this.timer = setTimeout(() => this.open(), retryDelay(this.attempt, Math.random()));
    this.attempt += 1;
  }

  drop() {
    if (!this.socket) return;
    const { socket } = this;
    this.socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  report(online) {
    if (this.online === online) return;
    this.online = online;
    this.receive({ t: online ? 'online' : 'offline' });
  }

  // After a long sleep a dead socket may still look open: replace it.
  wake() {
    if (document.hidden) {
      this.hiddenAt = performance.now();
      return;
    }
    const slept = this.hiddenAt !== null && performance.now() - this.hiddenAt > SLEPT_MS;
    this.hiddenAt = null;
    const usable = this.socket && this.socket.readyState <= WebSocket.OPEN && !slept;
    if (!this.ended && !usable) this.reopen();
  }
}

// hello() returns the first message of each connection, or null to stay disconnected. receive(message) gets every
// message of the server, and {t: 'online'} (welcomed), {t: 'offline'} (lost, reported once), {t: 'ended'} (no retry).
// Returns {send, reconnect, close}.
export function connect(hello, receive) {
  const connection = new Connection(hello, receive);
  connection.open();
  return connection;
}
