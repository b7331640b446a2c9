import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

// A browser's storage with room for so many writes, or closed to pages altogether.
class Storage {
  constructor() {
    Object.defineProperty(this, 'room', { value: Infinity, writable: true });
  }
  getItem(key) {
    return Object.prototype.hasOwnProperty.call(this, key) ? this[key] : null;
  }
  setItem(key, text) {
    if (this.room <= 0) throw new Error('QuotaExceededError');
    this.room -= 1;
    this[key] = text;
  }
  removeItem(key) {
    delete this[key];
  }
}

let storage;
let pages = 0;

beforeEach(() => {
  storage = new Storage();
  globalThis.document = { documentElement: { dataset: {} } };
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: () => storage });
  globalThis.history = {
    state: null,
    replaceState(state) {
      this.state = JSON.parse(JSON.stringify(state));
    },
  };
});

function forbid() {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new Error('SecurityError');
    },
  });
}

// Another page with the same storage loads the module again. A reload keeps the history entry; another tab has its own.
function load(isTab) {
  if (isTab) globalThis.history.state = null;
  pages += 1;
  return import('../../static/voter/stored_values.js?page=' + pages);
}

test('a refused write wins over the older stored value, also after a reload', async () => {
  const page = await load();
  page.write('k', 'old');
  storage.room = 0;
  assert.equal(page.write('k', 'new'), false);
  assert.equal(page.read('k'), 'new');
  assert.equal(page.isForgetful(), true);
  const reloaded = await load();
  assert.equal(reloaded.read('k'), 'new');
});

test('what was refused is stored once there is room, by the next write or the next page', async () => {
  const page = await load();
  storage.room = 0;
  page.write('a', 1);
  page.write('b', 2);
  storage.room = Infinity;
  page.write('c', 3);
  assert.deepEqual([storage.getItem('a'), storage.getItem('b')], ['1', '2']);
  assert.equal(page.isForgetful(), false);
  assert.equal(globalThis.history.state, null);
  storage.room = 0;
  page.write('a', 4);
  storage.room = Infinity;
  assert.equal((await load()).isForgetful(), false);
  assert.equal(storage.getItem('a'), '4');
});

test('what another tab stored after the refusal is newer', async () => {
  const page = await load();
  page.write('k', 'old');
  storage.room = 0;
  page.write('k', 'refused');
  storage.room = 1;
  storage.setItem('k', '"later"');
  assert.equal(page.read('k'), 'later');
  assert.equal((await load()).read('k'), 'later');
});

test('forbidden storage: values survive a reload of this tab, and no other tab sees them', async () => {
  forbid();
  const page = await load();
  assert.equal(page.write('k', 'v'), false);
  assert.deepEqual(page.keysWith('k'), ['k']);
  assert.equal((await load()).read('k'), 'v');
  assert.equal((await load(true)).read('k'), null);
});

test('a removed value is gone, wherever it was', async () => {
  const page = await load();
  page.write('k', 'stored');
  storage.room = 0;
  page.write('k', 'refused');
  page.remove('k');
  assert.equal(page.read('k'), null);
  assert.equal(page.isForgetful(), false);
  assert.equal(globalThis.history.state, null);
});

test('whatever write is the first to be refused, the last value is read and survives', async () => {
  for (let room = 0; room <= 6; room += 1) {
    storage = new Storage();
    globalThis.history.state = null;
    const page = await load();
    storage.room = room;
    ['a', 'b', 'a', 'c', 'a', 'b'].forEach((key, i) => page.write(key, i));
    const expected = { a: 4, b: 5, c: 3 };
    for (const each of [page, await load()]) {
      assert.deepEqual({ a: each.read('a'), b: each.read('b'), c: each.read('c') }, expected, 'room for ' + room);
    }
  }
});

test('servers below different paths of one host read nothing of each other', async () => {
  const page = await load();
  const at = (base, action) => {
    globalThis.document.documentElement.dataset = base ? { base } : {};
    return action();
  };
  const bases = [undefined, '/vote', '/other', '/vote/other'];
  bases.forEach((base) => at(base, () => page.write('pingyi.draft.' + (base || '/'), base || '/')));
  bases.forEach((base) => {
    assert.deepEqual(
      at(base, () => page.keysWith('pingyi.')),
      ['pingyi.draft.' + (base || '/')],
    );
    assert.equal(
      at(base, () => page.read('pingyi.draft./other')),
      base === '/other' ? '/other' : null,
    );
  });
  assert.equal(
    storage.getItem('pingyi.draft./'),
    '"/"',
    'the only server of a host finds what earlier versions stored',
  );
});
