// Edits the groups of voters: names, weights with the share each comes to, sizes. Knows nothing of parts.
import { el, fill, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { button, fresh, w } from './ask.js';

const SMALL = 5;

export function input(label, value, props) {
  return el(
    'input',
    Object.assign(
      {
        id: fresh('f'),
        class: 'input',
        type: 'text',
        'data-t-label': label,
        value: value === null || value === undefined ? '' : String(value),
        autocomplete: 'off',
      },
      props,
    ),
  );
}

export function cell(control, kind) {
  return el(
    'td',
    { class: kind || null },
    control,
    el('p', { class: 'problem', id: control.id + '-problem', hidden: true }),
  );
}

// The part of the whole that each weight is, in per cent; empty where a weight is missing or not a number above 0.
export function shares(weights) {
  const numbers = weights.map(Number);
  const whole = numbers.reduce((sum, n) => sum + (n > 0 ? n : 0), 0);
  return numbers.map((n) => (n > 0 ? Math.round((n / whole) * 1000) / 10 + '%' : ''));
}

// changed() follows every change of a name, weight or size.
export function groupsEditor(given, changed) {
  const body = el('tbody', {});
  const warnings = el('div', { class: 'warnings', role: 'status' });
  let rows = [];

  function row(group) {
    const one = {
      group,
      name: input('group.name', group.name),
      weight: input('group.weight', group.weight, { inputmode: 'decimal', size: 6 }),
      size: input('group.size', group.size, { inputmode: 'numeric', size: 6 }),
      share: el('output', { class: 'share' }),
    };
    one.node = el(
      'tr',
      {},
      cell(one.name),
      cell(one.weight),
      el('td', {}, one.share),
      cell(one.size),
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
    one.node.addEventListener('input', follow);
    return one;
  }

  function warn() {
    const weighted = rows.filter((r) => r.weight.value.trim());
    const lines = [];
    if (weighted.length && weighted.length < rows.length) lines.push(t('group.some'));
    weighted.forEach((r) => {
      const size = Number(r.size.value);
      if (r.size.value.trim() && size > 0 && size < SMALL)
        lines.push(t('group.small', { name: r.name.value, n: size }));
    });
    fill(
      warnings,
      lines.map((line) => el('p', {}, line)),
    );
  }

  function follow() {
    const each = shares(rows.map((r) => r.weight.value));
    rows.forEach((r, i) =>
      write(r.share, each[i] || (rows.some((x) => x.weight.value.trim()) ? '?' : t('group.even'))),
    );
    warn();
    changed();
  }

  function redraw() {
    fill(
      body,
      rows.map((r) => r.node),
    );
    translate(body);
    follow();
  }

  rows = given.map(row);
  const node = el(
    'div',
    { class: 'editor', data: { field: 'groups' } },
    el(
      'table',
      { class: 'table compact' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ['name', 'weight', 'share', 'size'].map((key) => w('th', 'group.' + key, { scope: 'col' })),
          el('th', { scope: 'col' }, w('span', 'acts', { class: 'hidden-text' })),
        ),
      ),
      body,
    ),
    el('p', { class: 'problem', hidden: true }),
    warnings,
    button(
      'group.add',
      () => {
        rows.push(row({ name: '' }));
        redraw();
        rows[rows.length - 1].name.focus();
      },
      'small',
    ),
    w('p', 'group.hint', { class: 'hint' }),
  );
  return {
    node,
    start: redraw,
    names: () => rows.map((r) => r.name.value.trim()),
    read: () =>
      rows.map((r, i) => {
        ['name', 'weight', 'size'].forEach((key) => {
          r[key].dataset.field = 'groups[' + i + '].' + key;
        });
        const group = Object.assign({}, r.group, { name: r.name.value.trim() });
        delete group.weight;
        delete group.size;
        if (r.weight.value.trim()) group.weight = r.weight.value.trim();
        if (r.size.value.trim()) group.size = whole(r.size.value);
        return group;
      }),
  };
}

// A typed whole number, or what was typed, for the server to name.
export function whole(text) {
  const typed = text.trim();
  return /^\d+$/.test(typed) ? Number(typed) : typed;
}
