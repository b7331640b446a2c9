// One WebSocket that comes back by itself. Knows frames and re-connecting, nothing of meetings.
import { encode, decode } from '../vendor/msgpack.js';

const PATIENCE = 4500;
const GIVE_UP = 10000;
const SLEPT = 20000;
const POLICY = 1008;

function address() {
  return (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/ws';
}

// hello() gives the first map of every connection, or null to stay unconnected. on(map) hears every map of the server and
// {t: 'online'} (welcomed), {t: 'offline'} (link lost, told once), {t: 'ended'} (closed for good: policy).
export function connect(hello, on) {
  let socket = null;
  let tries = 0;
  let timer = 0;
  let online = null;
  let ended = false;
  let hiddenAt = null;

  function tell(now) {
    if (online === now) return;
    online = now;
    on({ t: now ? 'online' : 'offline' });
  }

  function drop() {
    if (!socket) return;
    const old = socket;
    socket = null;
    old.onopen = old.onmessage = old.onclose = old.onerror = null;
    old.close();
  }

  function later() {
    clearTimeout(timer);
    if (ended) return;
    const most = Math.min(8000, 500 * Math.pow(2, tries));
    tries += 1;
    timer = setTimeout(open, most / 2 + (Math.random() * most) / 2);
  }

  function lost() {
    drop();
    tell(false);
    later();
  }

  // The page may answer the last message with again(), and then it has not ended.
  function end(message) {
    ended = true;
    clearTimeout(timer);
    drop();
    if (message) on(message);
    if (ended) on({ t: 'ended' });
  }

  // A refusal of the hello carries neither the number of a command nor a round.
  function isFinal(message) {
    return message.t === 'refused' && message.n === undefined && !message.round && message.code !== 'busy';
  }

  function heard(message) {
    if (message.t === 'welcome') {
      clearTimeout(timer);
      tries = 0;
      tell(true);
    }
    if (isFinal(message)) end(message);
    else on(message);
  }

  function open() {
    clearTimeout(timer);
    if (ended || socket) return;
    const first = hello();
    if (!first) return;
    const mine = new WebSocket(address());
    socket = mine;
    mine.binaryType = 'arraybuffer';
    // Say that it takes long, but give a crowded network its time before starting anew.
    timer = setTimeout(() => {
      tell(false);
      timer = setTimeout(lost, GIVE_UP);
    }, PATIENCE);
    mine.onopen = () => mine.send(encode(first));
    mine.onmessage = (event) => {
      if (socket === mine) heard(decode(new Uint8Array(event.data)));
    };
    mine.onclose = (event) => {
      if (event.code === POLICY && online) {
        tell(false);
        end();
      } else lost();
    };
  }

  // After a long sleep a socket may look open and be dead, so it is not trusted.
  function wake() {
    if (document.hidden) {
      hiddenAt = performance.now();
      return;
    }
    const slept = hiddenAt !== null && performance.now() - hiddenAt > SLEPT;
    hiddenAt = null;
    if (ended || (socket && socket.readyState < 2 && !slept)) return;
    drop();
    tries = 0;
    open();
  }

  // A phone out of reach keeps its socket "open" for minutes; the browser itself knows better.
  function unplugged() {
    if (!ended) lost();
  }

  document.addEventListener('visibilitychange', wake);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', unplugged);
  open();
  return {
    // false when there is no link; nothing is queued here.
    send(map) {
      if (!online || !socket || socket.readyState !== 1) return false;
      socket.send(encode(map));
      return true;
    },
    // Says hello again on a new connection, also after an end.
    again() {
      ended = false;
      tries = 0;
      clearTimeout(timer);
      drop();
      open();
    },
    close() {
      ended = true;
      clearTimeout(timer);
      drop();
    },
  };
}
