// Edits the parts of a meeting, with the share of each in the total. Knows no rules.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, problemLine } from './form_controls.js';
import { usualRule } from './part_decision.js';
import { drawGroups, drawPart, partCard, partOutline, readPart } from './part_card.js';
import { rowList } from './row_list.js';
import { areRostersKnown, normalizeNumber, rosterShares, rostersOf, total } from './weights.js';

const blankPart = (first) => ({ name: '', subjects: [], form: first.form.shippedId() });

// A part decided by votes, from the form of a motion. kind: see usualRule().
function decidedPart(kind, forms) {
  const motion = forms.find((form) => form.id === 'motion') || forms[0];
  return { name: t('part.' + kind), subjects: [], form: motion.id, decide: usualRule(kind, motion) };
}

const weightedPart = ({ part, roster, weight }) =>
  Object.assign({}, part, {
    weight: normalizeNumber(weight.value),
    decide: undefined,
    subjects: roster ? roster.read() : part.subjects || [],
  });

// Weights add up to something only where all parts are one roster.
function drawTotal(node, parts, areTogether) {
  const sum = total(parts.map((part) => part.weight));
  node.hidden = parts.length < 2 || new Set(rostersOf(parts, areTogether)).size > 1;
  write(node, sum ? t('part.total', { total: sum }) : t('part.total.none'));
}

// Shares that would change with the rosters are not shown.
function shareTexts(parts, areTogether) {
  const isKnown = areRostersKnown(parts, areTogether);
  return rosterShares(parts, areTogether).map((share) => {
    if (!share) return '?';
    return isKnown ? t('part.share', { share }) : t('part.share.later');
  });
}

// Writes the name of each part and its share in its roster, which parts decided by votes do not have.
function drawShares(cards, sum, areTogether) {
  const scored = cards.filter((card) => card.source.value !== 'votes');
  const parts = scored.map(weightedPart);
  const texts = shareTexts(parts, areTogether);
  scored.forEach((card, i) => write(card.share, texts[i]));
  cards.forEach((card) => write(card.head, card.name.value.trim() || t('part.new')));
  drawTotal(sum, parts, areTogether);
}

const addButtons = (list, forms) =>
  el(
    'div',
    { class: 'acts' },
    button('part.add', () => list.add(blankPart(list.rows()[0])), 'small'),
    button('part.add.motion', () => list.add(decidedPart('motion', forms)), 'small'),
    button('part.add.election', () => list.add(decidedPart('election', forms)), 'small'),
  );

// context: {forms: the shipped ones, api: for rosters (null where subjects are edited elsewhere), groupNames(), bands(),
// areTogether(): whether all parts are ranked together, left: what left() returned before}.
export function partsEditor(parts, context) {
  const container = el('div', { class: 'parts', data: { field: 'parts' } });
  const sum = el('p', { class: 'hint', role: 'status' });
  const list = rowList(container, parts, createCard, update);

  function draw() {
    drawShares(list.rows(), sum, context.areTogether());
  }

  function createCard(part, remove, index) {
    const left = context.left && context.left[index];
    const card = partCard(part, context, left, remove, () => copyRoster(card));
    ['input', 'change'].forEach((name) => card.node.addEventListener(name, draw));
    return card;
  }

  // Copies the roster of the preceding part, as it is shown there.
  async function copyRoster(card) {
    const cards = list.rows();
    const source = cards[cards.indexOf(card) - 1].roster;
    await source.ready();
    await card.roster.replace(source.read());
  }

  function groupsChanged() {
    list.rows().forEach((card) => {
      drawGroups(card, context.groupNames());
      drawPart(card);
    });
  }

  function update() {
    container.insertBefore(problemLine(), container.firstChild);
    list.rows().forEach((card, i) => {
      if (card.copyRoster) card.copyRoster.hidden = i === 0;
    });
    groupsChanged();
    draw();
  }

  const rosters = () => list.rows().map((card) => card.roster);
  return {
    node: el('div', {}, container, sum, addButtons(list, context.forms)),
    start: list.show,
    groupsChanged,
    redraw() {
      list.rows().forEach((card) => drawPart(card));
      draw();
    },
    // judging: the bands of each part as the server sends them.
    showJudging: (judging) => list.rows().forEach((card, i) => drawPart(card, judging[i])),
    // Has every roster checked; false if one has a wrong line.
    ready: async () => (await Promise.all(rosters().map((roster) => (roster ? roster.ready() : true)))).every(Boolean),
    left: () => rosters().map((roster) => (roster ? roster.left() : null)),
    read: () => list.rows().map(readPart),
    // What the rules may refer to: [{name, source, decide, items, scales: of items that are scored, bandNames: its own}].
    outlines: () => list.rows().map(partOutline),
  };
}
