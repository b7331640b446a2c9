// Edits the rule set: bands, rounding, trimming, veto and quota. Percentages are typed, decimals are sent.
import { el, fill } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';
import { button, field, fresh, select, w } from './ask.js';
import { cell, input, whole } from './groups.js';

export const BANDS = [
  ['好', '9'],
  ['较好', '7'],
  ['一般', '4'],
  ['差', '0'],
];

// '12.5' ↔ '0.125', moving the point in the text so that nothing is rounded. What is no number goes through as it is.
export function fromPercent(text) {
  const match = /^(\d*)\.?(\d*)$/.exec(text.trim());
  if (!match || !text.trim()) return text.trim();
  const digits = match[1].padStart(3, '0');
  const fraction = (digits.slice(-2) + match[2]).replace(/0+$/, '');
  return String(Number(digits.slice(0, -2))) + (fraction ? '.' + fraction : '');
}

export function toPercent(text) {
  const match = /^(\d*)\.?(\d*)$/.exec(String(text));
  if (!match) return String(text);
  const fraction = match[2].padEnd(2, '0');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return String(Number((match[1] || '0') + fraction.slice(0, 2))) + (rest ? '.' + rest : '');
}

const split = (text) => text.split(/[、,，\s]+/).filter(Boolean);

function switched(key, on, content) {
  const box = el('input', { type: 'checkbox', id: fresh('f'), checked: on });
  const inner = el('div', { class: 'grid', hidden: !on }, content);
  box.addEventListener('change', () => {
    inner.hidden = !box.checked;
  });
  return {
    box,
    node: el(
      'div',
      { class: 'switched' },
      el('div', { class: 'tick' }, box, w('label', key, { for: box.id })),
      inner,
      el('p', { class: 'problem', hidden: true }),
    ),
  };
}

function bandsEditor(given) {
  const body = el('tbody', {});
  let rows = [];
  const row = (band) => {
    const one = {
      name: input('band.name', band[0]),
      floor: input('band.floor', band[1], { inputmode: 'decimal', size: 6 }),
    };
    one.node = el(
      'tr',
      {},
      cell(one.name),
      cell(one.floor),
      el(
        'td',
        {},
        button(
          'remove',
          () => {
            rows = rows.filter((r) => r !== one);
            redraw();
          },
          'small',
        ),
      ),
    );
    return one;
  };
  const redraw = () => {
    fill(
      body,
      rows.map((r) => r.node),
    );
    translate(body);
  };
  rows = given.map(row);
  return {
    start: redraw,
    read: () => rows.map((r) => [r.name.value.trim(), r.floor.value.trim()]),
    node: el(
      'div',
      { class: 'editor', data: { field: 'rules.bands' } },
      el(
        'table',
        { class: 'table compact' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            w('th', 'band.name', { scope: 'col' }),
            w('th', 'band.floor', { scope: 'col' }),
            el('th', { scope: 'col' }, w('span', 'acts', { class: 'hidden-text' })),
          ),
        ),
        body,
      ),
      el('p', { class: 'problem', hidden: true }),
      button(
        'band.add',
        () => {
          rows.push(row(['', '']));
          redraw();
        },
        'small',
      ),
    ),
  };
}

export function rulesEditor(given) {
  const rules = Object.assign(
    { bands: BANDS, decimals: 3, trim: 0, min_group: 5, veto: null, quota: null, empty_group: 'renormalise' },
    given,
  );
  const words = rules.bands.map((band) => band[0]);
  const veto = rules.veto || { bands: words.slice(-2), over: '0.10', grade: words[words.length - 1] };
  const quota = rules.quota || { at_or_below: words[1] || words[0], share: '0.40', tolerance: '0.05' };
  const bands = bandsEditor(rules.bands);
  const named = (name, control) => {
    control.dataset.field = 'rules.' + name;
    return control;
  };
  const decimals = named('decimals', input(null, rules.decimals, { inputmode: 'numeric' }));
  const trim = named('trim', input(null, rules.trim, { inputmode: 'numeric' }));
  const least = named('min_group', input(null, rules.min_group, { inputmode: 'numeric' }));
  const none = named(
    'empty_group',
    select(
      [
        { value: 'renormalise', key: 'rules.renormalise' },
        { value: 'refuse', key: 'rules.refuse' },
      ],
      rules.empty_group,
    ),
  );
  const vetoBands = named('veto.bands', input(null, veto.bands.join('、')));
  const over = named('veto.over', input(null, toPercent(veto.over), { inputmode: 'decimal' }));
  const grade = named('veto.grade', input(null, veto.grade));
  const atOrBelow = named('quota.at_or_below', input(null, quota.at_or_below));
  const share = named('quota.share', input(null, toPercent(quota.share), { inputmode: 'decimal' }));
  const tolerance = named('quota.tolerance', input(null, toPercent(quota.tolerance), { inputmode: 'decimal' }));
  const vetoSwitch = switched('rules.veto', Boolean(rules.veto), [
    field('veto.bands', vetoBands),
    field('veto.over', over),
    field('veto.grade', grade),
  ]);
  const quotaSwitch = switched('rules.quota', Boolean(rules.quota), [
    field('quota.at_or_below', atOrBelow),
    field('quota.share', share),
    field('quota.tolerance', tolerance),
  ]);
  return {
    node: el(
      'div',
      { data: { field: 'rules' } },
      w('h3', 'rules.bands'),
      bands.node,
      el(
        'div',
        { class: 'grid' },
        field('rules.decimals', decimals),
        field('rules.trim', trim, 'rules.trim.hint'),
        field('rules.min_group', least),
        field('rules.empty_group', none),
      ),
      vetoSwitch.node,
      quotaSwitch.node,
      w('p', 'rules.hint', { class: 'hint' }),
    ),
    start: bands.start,
    read: () =>
      Object.assign({}, given, {
        bands: bands.read(),
        decimals: whole(decimals.value),
        trim: whole(trim.value),
        min_group: whole(least.value),
        empty_group: none.value,
        veto: vetoSwitch.box.checked
          ? { bands: split(vetoBands.value), over: fromPercent(over.value), grade: grade.value.trim() }
          : null,
        quota: quotaSwitch.box.checked
          ? {
              at_or_below: atOrBelow.value.trim(),
              share: fromPercent(share.value),
              tolerance: fromPercent(tolerance.value),
            }
          : null,
      }),
  };
}
