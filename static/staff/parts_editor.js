// Edits the parts of a meeting, with the share of each in the total. Knows no rules.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, problemLine } from './form_controls.js';
import { drawGroups, drawPart, partCard, readPart } from './part_card.js';
import { rowList } from './row_list.js';
import { normalizeNumber, shares, total } from './weights.js';

const blankPart = (first) => ({
  name: '',
  subjects: [],
  form: first.form.value === 'own' ? '' : first.form.value,
});

// context: {forms: the shipped ones, api: for rosters (null where subjects are edited elsewhere), groupNames(), bands(),
// left: what left() returned before}.
export function partsEditor(parts, context) {
  const container = el('div', { class: 'parts', data: { field: 'parts' } });
  const sum = el('p', { class: 'hint', role: 'status' });
  const list = rowList(container, parts, createCard, update);

  function createCard(part, remove, index) {
    const left = context.left && context.left[index];
    const card = partCard(part, context, left, remove, () => copyRoster(card));
    card.node.addEventListener('input', drawShares);
    return card;
  }

  // Copies the roster of the preceding part, as it is shown there.
  async function copyRoster(card) {
    const cards = list.rows();
    const source = cards[cards.indexOf(card) - 1].roster;
    await source.ready();
    await card.roster.replace(source.read());
  }

  function drawShares() {
    const cards = list.rows();
    const weights = cards.map((card) => normalizeNumber(card.weight.value));
    const share = shares(weights);
    cards.forEach((card, i) => {
      write(card.share, share[i] ? t('part.share', { share: share[i] }) : '?');
      write(card.head, card.name.value.trim() || t('part.new'));
    });
    sum.hidden = cards.length < 2;
    write(sum, total(weights) ? t('part.total', { total: total(weights) }) : t('part.total.none'));
  }

  function groupsChanged() {
    list.rows().forEach((card) => {
      drawGroups(card, context.groupNames());
      drawPart(card, context);
    });
  }

  function update() {
    container.insertBefore(problemLine(), container.firstChild);
    list.rows().forEach((card, i) => {
      if (card.copyRoster) card.copyRoster.hidden = i === 0;
    });
    groupsChanged();
    drawShares();
  }

  const rosters = () => list.rows().map((card) => card.roster);
  return {
    node: el(
      'div',
      {},
      container,
      sum,
      button('part.add', () => list.add(blankPart(list.rows()[0])), 'small'),
    ),
    start: list.show,
    groupsChanged,
    bandsChanged: () => list.rows().forEach((card) => drawPart(card, context)),
    // Has every roster checked; false if one has a wrong line.
    ready: async () => (await Promise.all(rosters().map((roster) => (roster ? roster.ready() : true)))).every(Boolean),
    left: () => rosters().map((roster) => (roster ? roster.left() : null)),
    read: () => list.rows().map(readPart),
  };
}
