// What vendor/msgpack.js is built from: notepack.io with Uint8Array for binary on both sides.
import pack from 'notepack.io/browser/encode.js';
import unpack from 'notepack.io/browser/decode.js';

function map(value, bytes) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each) => map(each, bytes));
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return bytes(value);
  const copy = {};
  Object.keys(value).forEach((key) => { copy[key] = map(value[key], bytes); });
  return copy;
}

const toBuffer = (bytes) => (bytes instanceof ArrayBuffer ? bytes : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));

export const encode = (value) => new Uint8Array(pack(map(value, toBuffer)));
export const decode = (bytes) => map(unpack(toBuffer(bytes)), (buffer) => new Uint8Array(buffer));
