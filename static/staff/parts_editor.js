// Edits the parts of a meeting, with the share of each in the total. Knows no rules.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, problemLine } from './form_controls.js';
import { drawGroups, drawPart, partCard, readPart } from './part_card.js';
import { rowList } from './row_list.js';
import { normalizeNumber, rosterShares, rostersOf, total } from './weights.js';

const blankPart = (first) => ({
  name: '',
  subjects: [],
  form: first.form.value === 'own' ? '' : first.form.value,
});

const weightedPart = ({ part, roster, weight }) =>
  Object.assign({}, part, {
    weight: normalizeNumber(weight.value),
    subjects: roster ? roster.read() : part.subjects || [],
  });

// Weights add up to something only where all parts are one roster.
function drawTotal(node, parts, areTogether) {
  const sum = total(parts.map((part) => part.weight));
  node.hidden = parts.length < 2 || new Set(rostersOf(parts, areTogether)).size > 1;
  write(node, sum ? t('part.total', { total: sum }) : t('part.total.none'));
}

// context: {forms: the shipped ones, api: for rosters (null where subjects are edited elsewhere), groupNames(), bands(),
// areTogether: whether all parts are ranked together, left: what left() returned before}.
export function partsEditor(parts, context) {
  const container = el('div', { class: 'parts', data: { field: 'parts' } });
  const sum = el('p', { class: 'hint', role: 'status' });
  const list = rowList(container, parts, createCard, update);

  function createCard(part, remove, index) {
    const left = context.left && context.left[index];
    const card = partCard(part, context, left, remove, () => copyRoster(card));
    ['input', 'change'].forEach((name) => card.node.addEventListener(name, drawShares));
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
    const parts = cards.map(weightedPart);
    const share = rosterShares(parts, context.areTogether);
    cards.forEach((card, i) => {
      write(card.share, share[i] ? t('part.share', { share: share[i] }) : '?');
      write(card.head, card.name.value.trim() || t('part.new'));
    });
    drawTotal(sum, parts, context.areTogether);
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
