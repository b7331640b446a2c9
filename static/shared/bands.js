// The marks of a form, their bands and shares. Pure: no document and no words.

const NAMED = { 好: 'good', 较好: 'fair', 一般: 'mid', 差: 'poor' };
const BY_COUNT = [[], ['good'], ['good', 'poor'], ['good', 'mid', 'poor'], ['good', 'fair', 'mid', 'poor']];

// The class of a band's colours: by its name, else by its place from the top.
export function toneOf(name, bands) {
  if (NAMED[name]) return NAMED[name];
  const place = Math.max(
    0,
    bands.findIndex((band) => band[0] === name),
  );
  const tones = BY_COUNT[4];
  if (bands.length <= 4) return BY_COUNT[bands.length][place] || 'mid';
  return tones[Math.floor((place * 4) / bands.length)];
}

// All marks of a form from the best end of the paper form: [{mark, label, band, tone, at (index in counts)}].
export function marksOf(form, bands) {
  const scale = form.scale;
  if (scale.choices) {
    const own = scale.choices;
    return own.map((choice, i) => ({
      mark: i,
      label: choice[0],
      band: choice[0],
      tone: toneOf(choice[0], own),
      at: i,
    }));
  }
  const marks = [];
  for (let mark = scale.max; mark >= scale.min; mark -= 1) {
    const band = (bands.find((each) => mark >= Number(each[1])) || bands[bands.length - 1] || [''])[0];
    marks.push({ mark, label: String(mark), band, tone: toneOf(band, bands), at: mark - scale.min });
  }
  return marks;
}

// Half up to one decimal, by whole numbers: 46.2%.
export function percent(count, base) {
  if (!base) return '–';
  const tenths = Math.floor((2000 * count + base) / (2 * base));
  return Math.floor(tenths / 10) + '.' + (tenths % 10) + '%';
}

// What a subject's score is: a plain mean, one without the highest and lowest, or weighted by groups. The tally says it of all its
// subjects; one with few ballots is not trimmed (DOMAIN §5.2).
export function basisOf(tally, subject) {
  return tally.basis === 'trimmed' && subject.ballots <= 2 * tally.trim + 2 ? 'mean' : tally.basis;
}

// [{name, tone, count, share, bars: [{label, tone, count, share}]}] high to low. A form of one item shows every point of its scale;
// with several items a ballot's mean has no point of its own and each band is one bar.
export function groupsOf(subject, form, bands) {
  const one = form.items.length === 1 && subject.items && subject.items.length === 1;
  const marks = marksOf(form, bands);
  const names = form.scale.choices ? form.scale.choices : bands;
  const base = subject.ballots;
  return names.map((band) => {
    const name = band[0];
    const tone = toneOf(name, names);
    const points = marks.filter((mark) => mark.band === name);
    const bar = (label, count) => ({ label, tone, count, share: percent(count, base) });
    const bars = points.map((mark) => bar(mark.label, one ? subject.items[0].counts[mark.at] : 0));
    const inBand = subject.bands && subject.bands[name] !== undefined ? subject.bands[name] : 0;
    return { name, tone, count: inBand, share: percent(inBand, base), bars: one ? bars : [bar(name, inBand)] };
  });
}
