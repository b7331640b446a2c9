// SHA-256 (FIPS 180-4) of a text in UTF-8, as hex. On plain http a browser gives a page no crypto.subtle.

// Rotation, rotation, shift: of σ0 and σ1.
const SMALL_SIGMA = [
  [7, 18, 3],
  [17, 19, 10],
];

function primes(count) {
  const list = [];
  for (let n = 2; list.length < count; n += 1) if (list.every((prime) => n % prime)) list.push(n);
  return list;
}

// The first 32 bits of the fractional part.
const fractionBits = (root) => Math.floor((root - Math.floor(root)) * 0x100000000) | 0;

const ROUND_CONSTANTS = primes(64).map((prime) => fractionBits(Math.cbrt(prime)));
const INITIAL_STATE = primes(8).map((prime) => fractionBits(Math.sqrt(prime)));

const rotate = (x, n) => (x >>> n) | (x << (32 - n));
const smallSigma = (x, [a, b, shift]) => rotate(x, a) ^ rotate(x, b) ^ (x >>> shift);
const bigSigma = (x, a, b, c) => rotate(x, a) ^ rotate(x, b) ^ rotate(x, c);

// The bytes, a one bit, zeros, and the length in bits: whole blocks of 64 bytes.
function padded(bytes) {
  const blocks = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(blocks.length - 4, bytes.length << 3);
  return view;
}

function messageSchedule(view, offset) {
  const words = [];
  for (let i = 0; i < 16; i += 1) words.push(view.getInt32(offset + 4 * i));
  for (let i = 16; i < 64; i += 1) {
    const earlier = words[i - 16] + words[i - 7];
    words.push((earlier + smallSigma(words[i - 15], SMALL_SIGMA[0]) + smallSigma(words[i - 2], SMALL_SIGMA[1])) | 0);
  }
  return words;
}

// Variables as in FIPS 180-4 §6.2.2.
function compress(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  words.forEach((word, i) => {
    const t1 = (h + bigSigma(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[i] + word) | 0;
    const t2 = (bigSigma(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
  });
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

export function sha256(text) {
  const view = padded(new TextEncoder().encode(text));
  let state = INITIAL_STATE;
  for (let offset = 0; offset < view.byteLength; offset += 64) state = compress(state, messageSchedule(view, offset));
  return state.map((word) => ('0000000' + (word >>> 0).toString(16)).slice(-8)).join('');
}
