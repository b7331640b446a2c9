// The marks and bands of a round, and the bands of a tally, as pages show them. Counts nothing. Pure: no document and no words.

const TONES_BY_NAME = { 好: 'good', 较好: 'fair', 一般: 'mid', 差: 'poor' };
const TONES_BY_COUNT = [[], ['good'], ['good', 'poor'], ['good', 'mid', 'poor'], ['good', 'fair', 'mid', 'poor']];

// The CSS class of a band's colours: by its name, else by its rank from the top.
export function toneOf(name, bands) {
  if (TONES_BY_NAME[name]) return TONES_BY_NAME[name];
  const names = bands.map((band) => band[0]);
  const rank = Math.max(0, names.indexOf(name));
  if (bands.length <= 4) return TONES_BY_COUNT[bands.length][rank] || 'mid';
  return TONES_BY_COUNT[4][Math.floor((rank * 4) / bands.length)];
}

// All marks of a round from the best on: [{mark, label, band, tone, at}], at being the index in a tally's counts.
export function marksOf({ form, bands, marks }) {
  const names = form.scale.choices || bands;
  const points = marks.map(([mark, label, band], at) => ({ mark, label, band, tone: toneOf(band, names), at }));
  return form.scale.choices ? points : points.reverse();
}

// share: a percentage of the server, null without ballots.
export function shareText(share) {
  return share ? share + '%' : '–';
}

// A tally's subject by bands, best first: [{name, tone, count, share}].
export function bandsOf(subject, { form, bands }) {
  const names = form.scale.choices || bands;
  return names.map(([name]) => ({
    name,
    tone: toneOf(name, names),
    count: subject.bands[name] || 0,
    share: shareText(subject.shares[name]),
  }));
}
