// A small picture of a form on paper: a line for each subject and a column for each item. Knows no page.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { itemWords } from './form_shape.js';
import { rangeText } from './phone_picture.js';

const MAX_ITEMS = 6;

function cellContent(form, item) {
  const scale = item.scale || form.scale;
  if (!scale.choices) return el('span', { class: 'paper-blank' });
  return itemWords(form, item).map((word) => el('span', { class: 'paper-box' }, '□' + word));
}

function head(form, items) {
  const itemHead = (item) => {
    const scale = item.scale || form.scale;
    const range = scale.choices ? null : el('span', { class: 'paper-range' }, rangeText(scale));
    return el('th', { scope: 'col' }, item.title || '…', range);
  };
  return el('tr', {}, el('th', { scope: 'col' }, t('roster.name')), items.map(itemHead));
}

// names: of the first subjects.
export function paperPicture(form, names) {
  const items = form.items.slice(0, MAX_ITEMS);
  const line = (name) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, name),
      items.map((item) => el('td', {}, cellContent(form, item))),
    );
  const writeIn = form.write_in ? [t('picture.write_in', { n: form.write_in.at_most })] : [];
  return el(
    'div',
    { class: 'picture-paper' },
    el('p', { class: 'picture-title' }, form.title || '…'),
    el('div', { class: 'scroll' }, el('table', {}, el('tbody', {}, head(form, items), names.map(line)))),
    writeIn
      .concat((form.notes || []).map((note) => note.title))
      .map((text) => el('p', { class: 'picture-note' }, text)),
  );
}
