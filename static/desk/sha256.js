// SHA-256 (FIPS 180-4) of a text in UTF-8, as hex. On plain http a browser gives a page no crypto.subtle.

const ROTATED = [
  [7, 18, 3],
  [17, 19, 10],
];

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime)) found.push(n);
  return found;
}

// The first 32 bits of the fraction of a root.
const fractionBits = (root) => Math.floor((root - Math.floor(root)) * 0x100000000) | 0;

const K = primes(64).map((prime) => fractionBits(Math.cbrt(prime)));
const START = primes(8).map((prime) => fractionBits(Math.sqrt(prime)));

const turned = (x, n) => (x >>> n) | (x << (32 - n));
const small = (x, [a, b, shift]) => turned(x, a) ^ turned(x, b) ^ (x >>> shift);
const big = (x, a, b, c) => turned(x, a) ^ turned(x, b) ^ turned(x, c);

// The bytes, a one bit, zeros, and the length in bits: whole blocks of 64 bytes.
function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(whole.length - 4, bytes.length << 3);
  return view;
}

function schedule(view, at) {
  const words = [];
  for (let i = 0; i < 16; i += 1) words.push(view.getInt32(at + 4 * i));
  for (let i = 16; i < 64; i += 1)
    words.push((words[i - 16] + small(words[i - 15], ROTATED[0]) + words[i - 7] + small(words[i - 2], ROTATED[1])) | 0);
  return words;
}

function compressed(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  words.forEach((word, i) => {
    const one = (h + big(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + K[i] + word) | 0;
    const two = (big(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  });
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

export function sha256(text) {
  const view = padded(new TextEncoder().encode(text));
  let state = START;
  for (let at = 0; at < view.byteLength; at += 64) state = compressed(state, schedule(view, at));
  return state.map((word) => ('0000000' + (word >>> 0).toString(16)).slice(-8)).join('');
}
