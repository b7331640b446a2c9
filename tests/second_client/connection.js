// HTTP and WebSocket as docs/protocol.md describes them, with public libraries for the frames and msgpack.

import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';

const require = createRequire(new URL('../../scripts/javascript/package.json', import.meta.url));
const WebSocket = require('ws');
const { unzipSync } = require('fflate');
const { encode, decode } = require('@msgpack/msgpack');

export class Http {
  constructor(base, key) {
    this.base = base;
    this.key = key;
  }

  /** The answer; throws if its status is not `status`. */
  async fetch(method, path, body, status = 200) {
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' };
    const answer = await fetch(this.base + path, { method, headers, body: body && JSON.stringify(body) });
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status}: ${await answer.text()}`);
    return answer;
  }

  async json(...request) {
    return (await this.fetch(...request)).json();
  }

  /** The files of an archive by name. */
  async archive(path) {
    return unzipSync(new Uint8Array(await (await this.fetch('GET', path)).arrayBuffer()));
  }
}

/** One connection. Messages are kept until somebody waits for them. */
export class Connection {
  static async open(base, hello) {
    const connection = new Connection();
    connection.socket = new WebSocket(base.replace('http', 'ws') + '/ws', { origin: base });
    connection.socket.binaryType = 'arraybuffer';
    connection.socket.on('message', (data) => connection._receive(decode(new Uint8Array(data))));
    connection.socket.on('close', (code) => connection._receive({ t: 'closed', code }));
    await new Promise((resolve, reject) => connection.socket.on('open', resolve).on('error', reject));
    connection.send({ t: 'hello', v: 1, ...hello });
    connection.welcome = await connection.next((message) => message.t === 'welcome' || message.t === 'refused');
    return connection;
  }

  messages = [];
  waiting = [];
  counter = 0;

  _receive(message) {
    const index = this.waiting.findIndex(({ wanted }) => wanted(message));
    if (index < 0) this.messages.push(message);
    else this.waiting.splice(index, 1)[0].resolve(message);
  }

  send(message) {
    this.socket.send(encode(message));
  }

  /** The first message that `wanted` accepts, of those that have come and those to come. */
  next(wanted) {
    const index = this.messages.findIndex(wanted);
    if (index >= 0) return Promise.resolve(this.messages.splice(index, 1)[0]);
    return new Promise((resolve) => this.waiting.push({ wanted, resolve }));
  }

  /** A chair's command; throws unless its refusal is the one that is `expected`. */
  async command(t, fields, expected) {
    const n = ++this.counter;
    this.send({ t, n, ...fields });
    const answer = await this.next((message) => message.n === n);
    if (answer.code !== expected) throw new Error(`${t}: ${JSON.stringify(answer)} instead of ${expected ?? 'done'}`);
    return answer;
  }

  /** Cast a ballot; the answer is its receipt or a refusal. */
  cast(round, scores, { nonce = randomBytes(16), notes = [], ...more } = {}) {
    this.send({ t: 'cast', round, nonce, scores, notes, ...more });
    return this.next((message) => ['receipt', 'refused'].includes(message.t) && message.round === round);
  }

  /** Enter a paper ballot at the desk. */
  paper(round, token, scores, more = {}) {
    const n = ++this.counter;
    this.send({ t: 'paper', n, round, token, nonce: randomBytes(16), scores, notes: [], ...more });
    return this.next((message) => message.n === n);
  }
}
