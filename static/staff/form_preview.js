// A small picture of a ballot form: its scale under its bands, its items, its boxes for notes. Knows no page.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { marksOf } from '../shared/bands.js';

const SHOWN = 6;

// Marks that follow each other in one band: [{band, tone, marks}].
function stretches(marks) {
  const found = [];
  marks.forEach((mark) => {
    const last = found[found.length - 1];
    if (last && last.band === mark.band) last.marks.push(mark);
    else found.push({ band: mark.band, tone: mark.tone, marks: [mark] });
  });
  return found;
}

const bandCell = (stretch) =>
  el(
    'div',
    { class: 'picture-band tag ' + stretch.tone, css: { '--marks': stretch.marks.length } },
    el('span', {}, stretch.band),
    stretch.marks.length > 1 || stretch.marks[0].label !== stretch.band
      ? el(
          'span',
          { class: 'picture-marks' },
          stretch.marks.map((mark) => el('span', {}, mark.label)),
        )
      : null,
  );

function lines(form) {
  const rest = form.items.length - SHOWN;
  return el(
    'ul',
    { class: 'picture-items' },
    form.items.slice(0, SHOWN).map((item) => el('li', {}, item.title)),
    rest > 0 ? el('li', {}, t('picture.rest', { n: rest })) : null,
  );
}

function described(form) {
  const notes = form.notes && form.notes.length;
  return t(notes ? 'picture.notes' : 'picture.plain', {
    title: form.title,
    items: form.items.length,
    notes: notes || 0,
  });
}

// Draws the form into node. bands: [[name, floor]] of the meeting, high to low.
export function drawForm(node, form, bands) {
  fill(
    node,
    el('p', { class: 'picture-title' }, form.title),
    el('p', { class: 'hint' }, described(form)),
    lines(form),
    el('div', { class: 'picture-scale' }, stretches(marksOf(form, bands)).map(bandCell)),
    (form.notes || []).map((note) => el('p', { class: 'picture-note' }, note.title)),
  );
}
