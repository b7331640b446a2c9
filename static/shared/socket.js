// A WebSocket that reconnects on its own, also from one that has died without a close. Knows nothing of meetings.
import { encode, decode } from '../vendor/msgpack.js';
import { retryDelay } from './backoff.js';
import { withBase } from './base.js';
import { padded } from './padding.js';
import { proxyFault } from './proxy_fault.js';
import { now } from './time.js';

const SLOW_MS = 4500;
const GIVE_UP_MS = 7500;
const WATCH_MS = 250;
// The banner appears within 10 s of the last sign of life (PROMISES P54), the steps of the watch included.
const PING_MS = 5000;
const SILENCE_MS = 4250;
const SLEPT_MS = 5000;
const STUCK_MS = 1000;
const POLICY_VIOLATION = 1008;
// Failed attempts, none of which opened a socket, after which it is asked whether the server answers at all.
const ATTEMPTS_BEFORE_PROBE = 2;

const address = () => location.origin.replace('http', 'ws') + withBase('/ws');

// A refusal of the hello carries neither a command's number nor a round.
function refusesHello(message) {
  return message.t === 'refused' && message.n === undefined && !message.round && message.code !== 'busy';
}

class Connection {
  constructor(hello, receive, measured) {
    Object.assign(this, { hello, receive, measured, socket: null, timer: 0, attempt: 0, online: null, ended: false });
    // openedAt: the last attempt to connect; askedAt: the last ping; isAsking: nothing was heard since.
    Object.assign(this, { openedAt: 0, askedAt: 0, isAsking: false, watchedAt: now(), hasSlept: false });
    this.hasOpened = false;
    setInterval(() => this.watch(), WATCH_MS);
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
    this.openedAt = this.askedAt = now();
    this.isAsking = this.hasSlept = false;
    socket.binaryType = 'arraybuffer';
    // Report the delay early, but leave a crowded network time to answer before trying again.
    this.timer = setTimeout(() => {
      this.report(false);
      this.timer = setTimeout(() => this.giveUp(), GIVE_UP_MS);
    }, SLOW_MS);
    socket.onopen = () => {
      this.hasOpened = true;
      socket.send(encode(hello));
    };
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
    this.isAsking = false;
    if (message.t === 'pong') {
      if (this.measured) this.measured(now() - this.askedAt);
      return;
    }
    if (message.t === 'welcome') {
      clearTimeout(this.timer);
      this.attempt = 0;
      this.report(true);
    }
    if (refusesHello(message)) this.end(message);
    else this.receive(message);
    if (message.t === 'welcome') this.ping();
  }

  // A page that nobody sees asks nothing.
  ping() {
    if (document.hidden || !this.send({ t: 'ping' })) return;
    this.askedAt = now();
    this.isAsking = true;
  }

  // A connection whose packets vanish looks open for minutes, and so does one after a sleep.
  watch() {
    const time = now();
    if (time - this.watchedAt > SLEPT_MS) this.hasSlept = true;
    this.watchedAt = time;
    if (document.hidden) this.isAsking = false;
    else if (this.hasSlept && !this.ended) this.reopen();
    else if (this.online && this.isAsking && time - this.askedAt >= SILENCE_MS) this.lose();
    else if (this.online && time - this.askedAt >= PING_MS) this.ping();
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
    if (!this.hasOpened && this.attempt === ATTEMPTS_BEFORE_PROBE) this.probe();
    this.retryLater();
  }

  async probe() {
    const fault = await proxyFault();
    if (fault && !this.hasOpened) this.receive({ t: 'blocked', fault });
  }

  // The attempt was itself a wait: no more back-off.
  giveUp() {
    this.attempt = 0;
    this.lose();
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

  // The page is looked at again, or the browser says that there is a network: find out at once.
  wake() {
    if (document.hidden || this.ended) return;
    this.watch();
    const isOpen = this.socket && this.socket.readyState <= WebSocket.OPEN;
    const isStuck = !this.online && now() - this.openedAt > STUCK_MS;
    if (!isOpen || isStuck) this.reopen();
    else if (!this.isAsking) this.ping();
  }
}

// hello() returns the first message of each connection, or null to stay disconnected. receive(message) gets every
// message of the server but pongs, and {t: 'online'} (welcomed), {t: 'offline'} (lost, reported once), {t: 'ended'} (no retry),
// {t: 'blocked', fault} (no socket has ever opened although the server answers: see proxyFault).
// measured(ms), if given, is called after each round trip of a ping. Returns {send, ping, reconnect, close}.
export function connect(hello, receive, measured) {
  const connection = new Connection(hello, receive, measured);
  connection.open();
  return connection;
}
