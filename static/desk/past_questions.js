// Asks who of an earlier meeting's people is who in this one, before anything of them is stored.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { field, localized, nextId, select } from '../staff/form_controls.js';
import { called, choicesFor, freePlaces, hasTwice, sorted } from './past_pairs.js';

const listOf = (lines) =>
  el(
    'ul',
    { class: 'sentences' },
    lines.map((line) => el('li', {}, line)),
  );

const folded = (key, values, lines) =>
  lines.length ? el('details', {}, el('summary', {}, t(key, values)), listOf(lines)) : null;

function menuFor(person, answer, free, textOf) {
  const choices = [{ value: '', key: 'past.nobody' }].concat(
    choicesFor(person, free).map((place) => ({ value: String(place), text: textOf(answer.past[place]) })),
  );
  const control = select(choices, '');
  control.id = nextId('f');
  control.className = 'input';
  const label = el('label', { for: control.id }, called(person));
  return { subject: person.subject, control, node: el('div', { class: 'field' }, label, control) };
}

// Resolves to [{subject, place}] of whom somebody was asked about, or null if it was given up. textOf(earlier person): with what
// there is of them. lead: what the file is, remarks: on it. Where some people of the file are left, anybody may be one of them.
export function askPairs(answer, { title, lead, remarks, textOf }) {
  const { certain, asked, others } = sorted(answer);
  const free = freePlaces(answer);
  const menus = asked.map((person) => menuFor(person, answer, free, textOf));
  const otherMenus = free.length ? others.map((person) => menuFor(person, answer, free, textOf)) : [];
  const all = menus.concat(otherMenus);
  const chosen = () => all.map(({ subject, control }) => ({ subject, place: control.value }));
  const pairLine = (person) => called(person) + t('colon') + textOf(answer.past[person.past]);
  const rest = otherMenus.length
    ? el(
        'details',
        {},
        el('summary', {}, t('past.without', { n: others.length })),
        localized('p', 'past.without.why', { class: 'hint' }),
        otherMenus.map(({ node }) => node),
      )
    : null;
  return ask({
    title,
    yes: t('save'),
    content: [
      el('p', {}, lead),
      remarks.map((remark) => el('p', { class: 'warn' }, remark)),
      el('p', {}, t('past.matched', { n: certain.length, all: answer.people.length })),
      menus.length ? localized('p', 'past.asked', { class: 'soft' }) : null,
      menus.map(({ node }) => node),
      rest || folded('past.without', { n: others.length }, others.map(called)),
      folded(
        'past.gone',
        { n: free.length },
        free.map((place) => textOf(answer.past[place])),
      ),
      folded('past.certain', { n: certain.length }, certain.map(pairLine)),
    ],
    check: () => (hasTwice(chosen()) ? t('past.twice') : ''),
    value: chosen,
  });
}

// The key that is printed on the signed count report of a meeting of another server; null if it was given up.
export function askDigest(problem) {
  const control = el('input', { type: 'text', class: 'input', autocomplete: 'off', spellcheck: 'false' });
  return ask({
    title: t('past.digest.title'),
    yes: t('past.digest.try'),
    content: [el('p', {}, problem), field('past.digest', control, 'past.digest.hint')],
    check: () => (control.value.trim() ? '' : t('past.digest.missing')),
    value: () => control.value.trim(),
  });
}
