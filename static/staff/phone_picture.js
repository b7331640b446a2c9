// A small picture of a form on a phone: one subject with the items' marks, or a list of votes, and what else the voter is asked. Knows no page.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { itemWords } from './form_shape.js';

const MAX_ITEMS = 6;
const MAX_BUTTONS = 11;

const stepOf = (scale) => Number(scale.step || 1);

export const markCount = (scale) => Math.round((Number(scale.max) - Number(scale.min)) / stepOf(scale)) + 1;

// '0–100', with the step where it is not 1.
export function rangeText(scale) {
  const range = { low: scale.min, high: scale.max, step: scale.step };
  return t(scale.step ? 'picture.range.step' : 'picture.range', range);
}

// From the highest mark on, as the ballot lists them. bands: [[name, floor]] that judge single marks, or [].
function numberMarks(scale, bands) {
  const step = stepOf(scale);
  const marks = Array.from({ length: markCount(scale) }, (none, i) => Number(scale.max) - i * step);
  return marks.map((mark) => {
    const [band] = bands.find((each) => mark >= Number(each[1])) || bands[bands.length - 1] || [''];
    return { label: String(Number(mark.toFixed(2))), band, tone: band ? toneOf(band, bands) : 'plain' };
  });
}

// Consecutive marks of one band: [{band, tone, marks}].
function bandRuns(marks) {
  const runs = [];
  marks.forEach((mark) => {
    const last = runs[runs.length - 1];
    if (last && last.band === mark.band) last.marks.push(mark);
    else runs.push({ band: mark.band, tone: mark.tone, marks: [mark] });
  });
  return runs;
}

const runCell = (run) =>
  el(
    'div',
    { class: 'picture-band tag ' + run.tone, css: { '--marks': run.marks.length } },
    run.band ? el('span', {}, run.band) : null,
    el(
      'span',
      { class: 'picture-marks' },
      run.marks.map((mark) => el('span', {}, mark.label)),
    ),
  );

const numberPad = (scale) =>
  el(
    'div',
    { class: 'picture-pad' },
    el('span', { class: 'picture-key' }, '−'),
    el('span', { class: 'picture-field' }, rangeText(scale)),
    el('span', { class: 'picture-key' }, '+'),
  );

function numbers(scale, bands) {
  const count = markCount(scale);
  if (!(count > 1)) return null;
  if (count > MAX_BUTTONS) return numberPad(scale);
  return el('div', { class: 'picture-scale' }, bandRuns(numberMarks(scale, bands)).map(runCell));
}

// more: what follows the words, without a colour.
function words(names, more) {
  const pairs = names.map((name) => [name]);
  const word = (name) => el('span', { class: 'picture-word tag ' + toneOf(name, pairs) }, name || '…');
  return el('div', { class: 'picture-scale' }, names.map(word), more);
}

const abstention = (item) => (item.abstain ? el('span', { class: 'picture-word tag' }, t('agree.abstained')) : null);

function itemPicture(form, item, bands) {
  const scale = item.scale || form.scale;
  return el(
    'li',
    {},
    el(
      'p',
      { class: 'picture-item' },
      item.title || '…',
      item.about ? el('span', { class: 'picture-about' }, t('picture.about')) : null,
    ),
    scale.choices ? words(itemWords(form, item)) : numbers(scale, bands),
    abstention(item),
  );
}

const sumLine = (form) => {
  const scored = form.items.filter((item) => item.weight !== '0');
  const most = scored.reduce((sum, item) => sum + Number((item.scale || form.scale).max || 0), 0);
  return el('p', { class: 'picture-sum' }, t('picture.sum', { most: Math.round(most * 100) / 100 }));
};

// Votes by one word each are one list on the phone: a line for each subject.
function listPicture(form, names) {
  const [item] = form.items;
  const line = () => words(itemWords(form, item), abstention(item));
  return names.map((name) => el('li', {}, el('p', { class: 'picture-item strong' }, name), line()));
}

// form: in its normal form; bands: [[name, floor]] that judge the part; names: of the first subjects; isDecided: by votes.
export function phonePicture(form, bands, names, isDecided) {
  const isList =
    isDecided && names.length > 1 && form.items.length === 1 && (form.items[0].scale || form.scale).choices;
  const more = form.items.length - MAX_ITEMS;
  const isSum = form.score === 'sum';
  const items = isList
    ? listPicture(form, names)
    : form.items.slice(0, MAX_ITEMS).map((item) => itemPicture(form, item, isSum ? [] : bands));
  return el(
    'div',
    { class: 'picture-phone' },
    el('p', { class: 'picture-title' }, form.title || '…'),
    isList ? null : el('p', { class: 'picture-name' }, names[0]),
    el('ul', { class: 'picture-items' }, items, more > 0 ? el('li', {}, t('picture.rest', { n: more })) : null),
    isSum ? sumLine(form) : null,
    form.write_in ? el('p', { class: 'picture-note' }, t('picture.write_in', { n: form.write_in.at_most })) : null,
    (form.notes || []).map((note) => el('p', { class: 'picture-note' }, note.title)),
    el('p', { class: 'picture-send' }, t('picture.send')),
  );
}
