// Edits the parts of a meeting: name, form, weight, who votes, and in a new meeting the roster. Knows no rules.
import { el, fill, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { button, field, fresh, select, w } from './ask.js';
import { input, shares } from './groups.js';
import { rosterBox } from './rows.js';

// A written-out form that is a shipped one word for word counts as that one.
function formId(form, forms) {
  if (!form || typeof form === 'string') return form || '';
  const shipped = forms.find((one) => one.id === form.id);
  return shipped && JSON.stringify(shipped) === JSON.stringify(form) ? form.id : 'own';
}

// forms: the shipped ones; api: for rosters, or null where subjects are edited elsewhere; names(): the groups' names.
export function partsEditor(given, forms, api, names) {
  const list = el('div', { class: 'parts', data: { field: 'parts' } });
  let cards = [];

  function formChoice(part) {
    const options = forms.map((form) => ({ value: form.id, text: form.title }));
    const id = formId(part.form, forms);
    if (id === 'own') options.push({ value: 'own', text: part.form.title });
    return select(options, id || (forms[0] && forms[0].id));
  }

  function card(part) {
    const one = {
      part,
      name: input(null, part.name),
      form: formChoice(part),
      weight: input(null, part.weight || '1', { inputmode: 'decimal' }),
      source: select(
        [
          { value: 'ballots', key: 'part.ballots' },
          { value: 'entered', key: 'part.entered' },
        ],
        part.source || 'ballots',
      ),
      share: el('output', { class: 'share' }),
      groups: el('div', { class: 'ticks-line' }),
      boxes: [],
      head: el('h3', {}),
      roster: api ? rosterBox(api, part.subjects || []) : null,
    };
    one.node = el(
      'section',
      { class: 'card part' },
      el(
        'div',
        { class: 'part-head' },
        one.head,
        button(
          'part.remove',
          () => {
            cards = cards.filter((c) => c !== one);
            redraw();
          },
          'small',
        ),
      ),
      el('p', { class: 'problem', hidden: true }),
      el(
        'div',
        { class: 'grid' },
        field('part.name', one.name),
        field('part.form', one.form),
        field('part.source', one.source),
        el('div', {}, field('part.weight', one.weight), one.share),
      ),
      el(
        'fieldset',
        { class: 'field' },
        w('legend', 'part.groups'),
        one.groups,
        el('p', { class: 'problem', hidden: true }),
      ),
      one.roster ? one.roster.node : w('p', 'part.roster', { class: 'hint' }),
    );
    one.node.addEventListener('input', follow);
    return one;
  }

  // A renamed group keeps its tick; a new one is ticked.
  function drawGroups(one) {
    const now = names();
    const same = now.length === one.boxes.length;
    const chosen = one.part.groups && one.part.groups.length ? one.part.groups : null;
    const on = (name, i) => {
      if (!one.boxes.length) return !chosen || chosen.includes(name);
      const old = same ? one.boxes[i] : one.boxes.find((box) => box.value === name);
      return old ? old.checked : true;
    };
    one.boxes = now.map((name, i) =>
      el('input', { type: 'checkbox', id: fresh('f'), value: name, checked: on(name, i) }),
    );
    fill(
      one.groups,
      one.boxes.map((box) => el('label', {}, box, ' ', box.value || '…')),
    );
  }

  function follow() {
    const each = shares(cards.map((c) => c.weight.value));
    cards.forEach((c, i) => {
      write(c.share, each[i] ? t('part.share', { share: each[i] }) : '?');
      write(c.head, c.name.value.trim() || t('part.new'));
    });
  }

  function redraw() {
    fill(
      list,
      el('p', { class: 'problem', hidden: true }),
      cards.map((c) => c.node),
    );
    cards.forEach(drawGroups);
    translate(list);
    follow();
  }

  function mark(c, at) {
    c.node.dataset.field = at;
    ['name', 'form', 'weight', 'source'].forEach((key) => {
      c[key].dataset.field = at + '.' + key;
    });
    c.groups.parentNode.dataset.field = at + '.groups';
  }

  cards = given.map(card);
  return {
    node: el(
      'div',
      {},
      list,
      button(
        'part.add',
        () => {
          cards.push(card({ name: '', subjects: [] }));
          redraw();
          cards[cards.length - 1].name.focus();
        },
        'small',
      ),
    ),
    start: redraw,
    groupsChanged: () => cards.forEach(drawGroups),
    // Has every roster checked; false when one holds a wrong line.
    ready: async () => (await Promise.all(cards.map((c) => (c.roster ? c.roster.ready() : true)))).every(Boolean),
    read: () =>
      cards.map((c, i) => {
        mark(c, 'parts[' + i + ']');
        const part = Object.assign({}, c.part, {
          name: c.name.value.trim(),
          weight: c.weight.value.trim(),
          source: c.source.value,
          form: c.form.value === 'own' ? c.part.form : c.form.value,
        });
        const ticked = c.boxes.filter((box) => box.checked).map((box) => box.value);
        if (ticked.length === c.boxes.length) delete part.groups;
        else part.groups = ticked;
        if (c.roster) part.subjects = c.roster.read();
        return part;
      }),
  };
}
