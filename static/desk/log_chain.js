// The log's chain: each line's hash covers the line and the hash before it, so that none can be changed or left out.
import { sha256 } from './sha256.js';

const points = (text) => Array.from(text, (char) => char.codePointAt(0));

function byCodePoints(one, two) {
  const a = points(one);
  const b = points(two);
  const at = a.findIndex((point, i) => point !== b[i]);
  return at < 0 ? a.length - b.length : b[at] === undefined ? 1 : a[at] - b[at];
}

// JSON as the server writes it: keys in the order of their code points, no spaces.
function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort(byCodePoints);
  return '{' + keys.map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}';
}

// The number of the first line that does not follow from those before it, or null where every line does.
export function firstBroken(meeting, lines) {
  let chain = '';
  const wrong = lines.find((line, i) => {
    chain = sha256(chain + canonical([meeting, line.n, line.at, line.role, line.act, line.detail]));
    return line.n !== i + 1 || line.chain !== chain;
  });
  return wrong ? wrong.n : null;
}
