// The marks of a form, their bands, and the shares of a tally. Pure: no document and no words.

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

function choiceMarks(choices) {
  return choices.map(([name], i) => ({ mark: i, label: name, band: name, tone: toneOf(name, choices), at: i }));
}

function pointMarks(scale, bands) {
  const marks = [];
  for (let mark = scale.max; mark >= scale.min; mark -= 1) {
    const [band] = bands.find((each) => mark >= Number(each[1])) || bands[bands.length - 1] || [''];
    marks.push({ mark, label: String(mark), band, tone: toneOf(band, bands), at: mark - scale.min });
  }
  return marks;
}

// All marks of a form from the best on: [{mark, label, band, tone, at}], at being the index in a tally's counts.
export function marksOf(form, bands) {
  return form.scale.choices ? choiceMarks(form.scale.choices) : pointMarks(form.scale, bands);
}

// Rounded half up to one decimal, in integers: 46.2%.
export function percent(count, base) {
  if (!base) return '–';
  const tenths = Math.floor((2000 * count + base) / (2 * base));
  return Math.floor(tenths / 10) + '.' + (tenths % 10) + '%';
}

// How a subject's score was computed: 'mean', 'trimmed' or 'weighted'. The tally has one value for all its subjects, but a
// subject with few ballots is not trimmed (DOMAIN §5.2).
export function basisOf(tally, subject) {
  return tally.basis === 'trimmed' && subject.ballots <= 2 * tally.trim + 2 ? 'mean' : tally.basis;
}

// A tally's subject by bands, best first: [{name, tone, count, share, bars: [{label, tone, count, share}]}]. With one item there
// is a bar for each point; with several, a ballot's mean is no point of the scale, and each band is one bar.
export function groupsOf(subject, form, bands) {
  const hasPoints = form.items.length === 1 && subject.items && subject.items.length === 1;
  const marks = marksOf(form, bands);
  const names = form.scale.choices || bands;
  return names.map(([name]) => {
    const tone = toneOf(name, names);
    const bar = (label, count) => ({ label, tone, count, share: percent(count, subject.ballots) });
    const { count, share } = bar(name, (subject.bands && subject.bands[name]) || 0);
    const points = marks.filter((mark) => mark.band === name);
    const bars = hasPoints
      ? points.map((mark) => bar(mark.label, subject.items[0].counts[mark.at]))
      : [bar(name, count)];
    return { name, tone, count, share, bars };
  });
}
