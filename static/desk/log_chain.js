// The log's hash chain: each hash covers its line and the previous hash, so no line can be changed or removed unnoticed. Pure.
import { sha256 } from '../vendor/sha256.js';

const codePoints = (text) => Array.from(text, (char) => char.codePointAt(0));

// JavaScript compares UTF-16 units, the server code points.
function compareCodePoints(first, second) {
  const a = codePoints(first);
  const b = codePoints(second);
  const at = a.findIndex((point, i) => point !== b[i]);
  if (at < 0) return a.length - b.length;
  return b[at] === undefined ? 1 : a[at] - b[at];
}

// JSON as the server hashes it: keys in the order of code points, no spaces.
function canonicalJson(value) {
  if (Array.isArray(value)) return '[' + value.map(canonicalJson).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort(compareCodePoints);
  return '{' + keys.map((key) => JSON.stringify(key) + ':' + canonicalJson(value[key])).join(',') + '}';
}

// The number of the first line whose hash does not follow from the lines before it, or null.
export function firstBroken(meetingId, lines) {
  let chain = '';
  const broken = lines.find((line, i) => {
    chain = sha256(chain + canonicalJson([meetingId, line.n, line.at, line.role, line.act, line.detail]));
    return line.n !== i + 1 || line.chain !== chain;
  });
  return broken ? broken.n : null;
}
