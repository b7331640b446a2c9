// The names of the default bands in a document whose language changes. No DOM.
import { defaultBands } from './rule_set.js';

// value: what rules or a form say, in which a band is named alone or as 'count:好'. before and after: {language, …} as documents.
export function renameBands(value, before, after) {
  const names = defaultBands(before).map(([name]) => name);
  const others = defaultBands(after).map(([name]) => name);
  const renamed = (inner) => {
    if (Array.isArray(inner)) return inner.map(renamed);
    if (inner && typeof inner === 'object') {
      return Object.keys(inner).reduce((all, key) => Object.assign(all, { [key]: renamed(inner[key]) }), {});
    }
    if (typeof inner !== 'string') return inner;
    const begin = inner.startsWith('count:') ? 'count:' : '';
    const place = names.indexOf(inner.slice(begin.length));
    return place < 0 ? inner : begin + others[place];
  };
  return renamed(value);
}

function renamePart(part, before, after) {
  const { guidance } = part.form || {};
  if (!guidance || part.bands) return part;
  return Object.assign({}, part, {
    form: Object.assign({}, part.form, { guidance: renameBands(guidance, before, after) }),
  });
}

// The document after its language has changed from that of `before`. Bands that the meeting has of its own keep their names.
export function inNewLanguage(changed, before) {
  const doc = Object.assign({}, changed);
  delete doc.wording;
  delete doc.band_names;
  if (doc.rules && doc.rules.bands) return doc;
  doc.rules = renameBands(doc.rules || {}, before, doc);
  doc.parts = (doc.parts || []).map((part) => renamePart(part, before, doc));
  return doc;
}
