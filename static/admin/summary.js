// What a new meeting comes to, in sentences, before it is made. Reads a document; changes none.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { rulesInWords } from '../staff/rules_preview.js';
import { shares } from '../staff/weights.js';

const line = (text) => el('li', {}, text);

function what(doc) {
  return [doc.title, [doc.organisation, doc.date].filter(Boolean).join(' · ')];
}

// The sizes of all groups against the number expected, where they do not agree.
function sizes(doc) {
  const known = doc.groups.map((one) => one.size).concat(doc.expected);
  if (!known.every((size) => typeof size === 'number')) return '';
  const sum = doc.groups.reduce((all, one) => all + one.size, 0);
  return sum !== doc.expected ? t('sum.sizes', { sum, expected: doc.expected }) : '';
}

function who(doc) {
  const each = shares(doc.groups.map((group) => group.weight || ''));
  const group = (one, i) =>
    one.name + (each[i] ? ' ' + each[i] : '') + (one.size ? t('sum.size', { n: one.size }) : '');
  return [
    t('admission.' + doc.admission),
    doc.expected ? t('sum.expected', { n: doc.expected }) : t('sum.expected.none'),
    doc.quorum ? t('sum.quorum', { share: doc.quorum }) : t('sum.quorum.none'),
    doc.groups.length > 1 ? doc.groups.map(group).join(t('list')) : t('sum.alike'),
    sizes(doc),
  ];
}

// Which groups vote in a part, where there are several.
function voters(doc, part) {
  if (doc.groups.length < 2 || part.source === 'entered') return '';
  return part.groups ? t('sum.voters', { names: part.groups.join(t('list')) }) : t('sum.voters.all');
}

function parts(doc, forms) {
  const each = shares(doc.parts.map((part) => part.weight));
  const titled = (form) => (forms.find((one) => one.id === form) || form).title;
  const told = (part, i) =>
    t(part.source === 'entered' ? 'sum.entered' : 'sum.part', {
      name: part.name,
      n: part.subjects.length,
      form: titled(part.form),
      share: each[i] || '?',
    });
  return doc.parts.map((part, i) => [told(part, i), voters(doc, part)].filter(Boolean).join(t('clauses')));
}

const rules = (doc) => [t('sum.show', { show: t('show.' + doc.show) })].concat(rulesInWords(doc.rules));

// go(step) leads to where it can be changed.
export function summary(doc, forms, go) {
  const told = { what: what(doc), who: who(doc), parts: parts(doc, forms), rules: rules(doc) };
  const section = (step) =>
    el(
      'section',
      { class: 'card block' },
      el(
        'div',
        { class: 'part-head' },
        el('h3', {}, t('step.' + step)),
        el(
          'button',
          {
            type: 'button',
            class: 'button small',
            on: { click: () => go(step) },
            'aria-label': t('sum.change', { step: t('step.' + step) }),
          },
          t('change'),
        ),
      ),
      el('ul', { class: 'sentences' }, told[step].filter(Boolean).map(line)),
    );
  return Object.keys(told).map(section);
}
