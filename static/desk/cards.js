// 票卡: issue and print cards or paper ballots, list their batches, void lost ones and phones that joined by code.
import { el, fill } from '../shared/dom.js';
import { answersInOrder } from '../staff/answers_in_order.js';
import { localized } from '../staff/form_controls.js';
import { batchTable, loadPrinted } from './card_batches.js';
import { issueForm, lastPrint } from './card_issue.js';
import { voidForm, voidJoinedForm } from './card_voiding.js';
import { isCertified } from './meeting_phase.js';

// {node, update()}. The log is loaded only when there is a batch that it has not shown yet.
function batchSection(desk) {
  const list = el('div', {});
  let printed = new Map();
  const draw = () => fill(list, batchTable(desk, printed));

  const answers = answersInOrder();
  const remember = (loaded) => {
    printed = loaded;
  };

  async function loadAndDraw() {
    try {
      await answers(() => loadPrinted(desk), remember);
    } finally {
      if (desk.meeting) draw();
    }
  }

  function update() {
    const isKnown = desk.meeting.cards.every((batch) => !batch.batch || printed.has(batch.batch));
    desk.attempt(async () => (isKnown ? draw() : loadAndDraw()));
  }
  return { node: el('section', { class: 'card block' }, localized('h2', 'cards.batches'), list), update };
}

function build(desk) {
  const batches = batchSection(desk);
  const last = lastPrint();
  const canIssue = !isCertified(desk.meeting);
  const issue = canIssue ? issueForm(desk, last.show) : null;
  batches.update();
  return {
    onMeeting() {
      batches.update();
      if (issue) issue.update();
    },
    node: el(
      'div',
      {},
      desk.meeting.document.admission !== 'cards' ? localized('p', 'cards.open', { class: 'banner' }) : null,
      issue && issue.node,
      last.node,
      batches.node,
      canIssue ? voidForm(desk) : null,
      canIssue && desk.meeting.document.admission !== 'cards' ? voidJoinedForm(desk) : null,
    ),
  };
}

export const section = { key: 'cards', build };
