// The join code in the corner of a scene while a round is open, for who comes late: a code for each group, two at a time.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { codeLabel, qrCode } from './components.js';
import { pagedView } from './paged_view.js';
import { pagesOf } from './paging.js';
import { groupedByFour } from './texts.js';

const CODES_PER_PAGE = 2;

// Whether phones can still join by a code and vote in the round that is open.
export function hasCorner({ meeting, join, round }) {
  const isOpen = Boolean(round) && round.state === 'open' && !round.awaits_paper;
  return isOpen && Boolean(meeting) && meeting.admitting && Boolean(join && join.codes);
}

function cornerCode(group, join, isOnly) {
  return el(
    'div',
    { class: 'corner-code' },
    el('p', { class: 'corner-name' }, isOnly ? t('corner') : group),
    qrCode(join.qr[group], codeLabel(group, join, isOnly)),
    el('p', { class: 'corner-text' }, groupedByFour(join.codes[group])),
  );
}

function cornerCodes(join) {
  const groups = Object.keys(join.codes);
  return pagedView(pagesOf(groups, CODES_PER_PAGE), (page) =>
    page.map((group) => cornerCode(group, join, groups.length === 1)),
  );
}

// The corner of one scene: {node, update(state)}, drawn again only when its codes change.
export function joinCorner() {
  const node = el('aside', { class: 'corner' });
  let shown = null;
  return {
    node,
    update(state, language) {
      const isShown = hasCorner(state);
      const key = isShown ? language + JSON.stringify(state.join.codes) : '';
      if (key === shown) return;
      shown = key;
      node.hidden = !isShown;
      fill(node, isShown ? cornerCodes(state.join) : null);
    },
  };
}
