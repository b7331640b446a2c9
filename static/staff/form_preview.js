// A small picture of a ballot form: its scale under its bands, its items, its boxes for notes. Knows no page.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';

const MAX_ITEMS = 6;

// The editor's document is not stored yet, so no message has its marks.
function marksOf({ scale }, bands) {
  if (scale.choices) {
    return scale.choices.map(([name]) => ({ label: name, band: name, tone: toneOf(name, scale.choices) }));
  }
  const marks = Array.from({ length: scale.max - scale.min + 1 }, (none, i) => scale.max - i);
  return marks.map((mark) => {
    const [band] = bands.find((each) => mark >= Number(each[1])) || bands[bands.length - 1] || [''];
    return { label: String(mark), band, tone: toneOf(band, bands) };
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

// A single mark called like its band is not repeated.
function bandCell(run) {
  const isNamed = run.marks.length === 1 && run.marks[0].label === run.band;
  const labels = run.marks.map((mark) => el('span', {}, mark.label));
  return el(
    'div',
    { class: 'picture-band tag ' + run.tone, css: { '--marks': run.marks.length } },
    el('span', {}, run.band),
    isNamed ? null : el('span', { class: 'picture-marks' }, labels),
  );
}

function itemList(items) {
  const more = items.length - MAX_ITEMS;
  return el(
    'ul',
    { class: 'picture-items' },
    items.slice(0, MAX_ITEMS).map((item) => el('li', {}, item.title)),
    more > 0 ? el('li', {}, t('picture.rest', { n: more })) : null,
  );
}

function description(form) {
  const notes = form.notes ? form.notes.length : 0;
  return t(notes ? 'picture.notes' : 'picture.plain', { title: form.title, items: form.items.length, notes });
}

// bands: the meeting's [[name, floor]], high to low.
export function drawForm(node, form, bands) {
  fill(
    node,
    el('p', { class: 'picture-title' }, form.title),
    el('p', { class: 'hint' }, description(form)),
    itemList(form.items),
    el('div', { class: 'picture-scale' }, bandRuns(marksOf(form, bands)).map(bandCell)),
    (form.notes || []).map((note) => el('p', { class: 'picture-note' }, note.title)),
  );
}
