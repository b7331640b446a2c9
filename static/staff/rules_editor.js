// Edits the rule set: bands, rounding, trimming, veto and quota. Percentages are typed, decimals are sent.
import { el, fill } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';
import { button, field, fresh, select, w } from './dialogs.js';
import { bandSelect, bandTicks } from './band_select.js';
import { cell, checkbox, head, input, option, problem, tick } from './form_controls.js';
import { figure, whole } from './weights.js';

export const BANDS = [
  ['好', '9'],
  ['较好', '7'],
  ['一般', '4'],
  ['差', '0'],
];
const USUAL = { bands: BANDS, decimals: 3, trim: 0, min_group: 5, veto: null, quota: null, empty_group: 'renormalise' };

// '12.5' ↔ '0.125', moving the point in the text so that nothing is rounded. What is no number goes through as it is.
export function fromPercent(text) {
  const typed = figure(text).replace(/%$/, '');
  const match = /^(\d*)\.?(\d*)$/.exec(typed);
  if (!match || !typed) return typed;
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

function switched(key, name, on, content) {
  const box = checkbox(on);
  const inner = el('div', { class: 'grid', hidden: !on }, content);
  box.addEventListener('change', () => {
    inner.hidden = !box.checked;
  });
  const node = el('div', { class: 'switched', data: { field: 'rules.' + name } }, tick(key, box), inner, problem());
  return { box, node };
}

// changed() follows every change of a band.
function bandsEditor(given, changed) {
  const body = el('tbody', {});
  let rows = [];

  function row(band) {
    const one = {
      name: input('band.name', band[0]),
      floor: input('band.floor', band[1], { inputmode: 'decimal', size: 6 }),
      remove: button('remove', () => drop(one), 'small'),
    };
    one.node = el('tr', {}, cell(one.name), cell(one.floor), el('td', {}, one.remove));
    return one;
  }

  function drop(one) {
    rows = rows.filter((r) => r !== one);
    redraw();
    rows[0].name.focus();
    changed();
  }

  function add() {
    rows.push(row(['', '']));
    redraw();
    rows[rows.length - 1].name.focus();
    changed();
  }

  function redraw() {
    rows.forEach((r) => {
      r.remove.hidden = rows.length === 1;
    });
    fill(
      body,
      rows.map((r) => r.node),
    );
    translate(body);
  }

  function readBand(r, i) {
    r.name.dataset.field = 'rules.bands[' + i + '][0]';
    r.floor.dataset.field = 'rules.bands[' + i + '][1]';
    return [r.name.value.trim(), figure(r.floor.value)];
  }

  rows = given.map(row);
  const node = el(
    'div',
    { class: 'editor', data: { field: 'rules.bands' }, on: { input: changed } },
    el('div', { class: 'scroll' }, el('table', { class: 'table compact' }, head(['band.name', 'band.floor']), body)),
    problem(),
    button('band.add', add, 'small'),
  );
  return { node, start: redraw, read: () => rows.map(readBand) };
}

// Controls by the names of their fields.
function controlsOf(rules, veto, quota) {
  const f = {
    decimals: input(null, rules.decimals, { inputmode: 'numeric' }),
    trim: input(null, rules.trim, { inputmode: 'numeric' }),
    min_group: input(null, rules.min_group, { inputmode: 'numeric' }),
    empty_group: select(['renormalise', 'refuse'].map(option('rules')), rules.empty_group),
    'veto.over': input(null, toPercent(veto.over), { inputmode: 'decimal' }),
    'veto.grade': el('select', { id: fresh('f') }),
    'quota.at_or_below': el('select', { id: fresh('f') }),
    'quota.share': input(null, toPercent(quota.share), { inputmode: 'decimal' }),
    'quota.tolerance': input(null, toPercent(quota.tolerance), { inputmode: 'decimal' }),
  };
  Object.keys(f).forEach((name) => {
    f[name].dataset.field = 'rules.' + name;
  });
  return f;
}

const readVeto = (f, ticks) => ({
  bands: ticks.read(),
  over: fromPercent(f['veto.over'].value),
  grade: f['veto.grade'].value,
});
const readQuota = (f) => ({
  at_or_below: f['quota.at_or_below'].value,
  share: fromPercent(f['quota.share'].value),
  tolerance: fromPercent(f['quota.tolerance'].value),
});

// given.off names what is filled in but switched off, as a draft keeps it.
export function rulesEditor(given) {
  const off = given.off || [];
  const rules = Object.assign({}, USUAL, given);
  delete rules.off;
  const words = rules.bands.map((band) => band[0]);
  const veto = rules.veto || { bands: words.slice(-2), over: '0.10', grade: words[words.length - 1] };
  const quota = rules.quota || { at_or_below: words[1] || words[0], share: '0.40', tolerance: '0.05' };
  const bands = bandsEditor(rules.bands, () => followBands());
  const f = controlsOf(rules, veto, quota);
  const ticks = bandTicks('veto.bands', 'rules.veto.bands', veto.bands);
  const selects = [bandSelect(f['veto.grade'], veto.grade), bandSelect(f['quota.at_or_below'], quota.at_or_below)];
  const followBands = () => [ticks].concat(selects).forEach((one) => one.follow(bands.read().map((band) => band[0])));
  const fields = (names) => names.map((name) => field(name, f[name]));
  const vetoes = switched(
    'rules.veto',
    'veto',
    Boolean(rules.veto) && !off.includes('veto'),
    [ticks.node].concat(fields(['veto.over', 'veto.grade'])),
  );
  const quotas = switched(
    'rules.quota',
    'quota',
    Boolean(rules.quota) && !off.includes('quota'),
    fields(['quota.at_or_below', 'quota.share', 'quota.tolerance']),
  );
  const plain = {
    'rules.decimals': f.decimals,
    'rules.trim': f.trim,
    'rules.min_group': f.min_group,
    'rules.empty_group': f.empty_group,
  };
  const node = el(
    'div',
    { data: { field: 'rules' } },
    w('h3', 'rules.bands'),
    bands.node,
    el(
      'div',
      { class: 'grid' },
      Object.keys(plain).map((key) => field(key, plain[key], key === 'rules.trim' ? 'rules.trim.hint' : null)),
    ),
    vetoes.node,
    quotas.node,
    w('p', 'rules.hint', { class: 'hint' }),
  );
  const base = () =>
    Object.assign({}, rules, {
      bands: bands.read(),
      decimals: whole(f.decimals.value),
      trim: whole(f.trim.value),
      min_group: whole(f.min_group.value),
      empty_group: f.empty_group.value,
    });
  return {
    node,
    start() {
      bands.start();
      followBands();
    },
    bands: bands.read,
    read: () =>
      Object.assign(base(), {
        veto: vetoes.box.checked ? readVeto(f, ticks) : null,
        quota: quotas.box.checked ? readQuota(f) : null,
      }),
    draft: () =>
      Object.assign(base(), {
        veto: readVeto(f, ticks),
        quota: readQuota(f),
        off: [vetoes.box.checked ? '' : 'veto', quotas.box.checked ? '' : 'quota'],
      }),
  };
}
