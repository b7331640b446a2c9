// 现场: turnout, rounds and join codes as they are now, and new links for lost ones. Opens and closes no round.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { timeLeft, formatMinutes } from '../shared/time.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { confirmNewKey, linkCards, linksOfRole, newKeyButton } from '../staff/link_cards.js';
import { headline, headlineWithPart } from '../staff/round_titles.js';
import { attendancePrompt } from './attendance.js';
import { commentSection, hasCommentDraft } from './comments.js';
import { table } from './table.js';
import { wifiForm } from './wifi_form.js';

const TICK_MS = 500;
const COLUMNS = [{ key: 'round.number', kind: 'narrow' }, { key: 'round.subjects' }, { key: 'round.state' }];

const stateCell = (round) => [
  el('span', { class: 'word ' + round.state }, t('word.' + round.state)),
  round.reason ? ' · ' + round.reason : '',
  round.state === 'open' && round.paper_pending ? ' · ' + t('live.waits', { n: round.paper_pending }) : '',
];

function roundTable(desk) {
  const rounds = desk.state.rounds.slice().reverse();
  if (!rounds.length) return localized('p', 'live.none', { class: 'soft' });
  const cells = (round) => [round.number, headlineWithPart(desk.meeting.document, round), stateCell(round)];
  return table(t('live.list'), COLUMNS, rounds.map(cells));
}

async function replaceKey(desk, holder, role) {
  if (!(await confirmNewKey(role, desk.meeting.title))) return;
  await desk.perform(async () => {
    const created = await desk.api.post(desk.path('/keys'), { role });
    const warning = localized('p', 'links.once', { class: 'banner', role: 'status' });
    fill(holder, warning, linkCards(linksOfRole(role, created)));
  });
}

function joinCodes({ join, meeting }) {
  if (meeting.admission !== 'open' || !join || !join.codes) return null;
  const line = (group) =>
    el('p', {}, group + ' ', el('strong', { class: 'code' }, join.codes[group].replace(/(.{4})/, '$1 ')));
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'live.join'),
    el('p', {}, join.url),
    Object.keys(join.codes).map(line),
  );
}

function statusText(desk) {
  const round = desk.openRound();
  if (!round) return t('live.idle');
  const left = timeLeft(desk.state.ends.get(round.id));
  const time = left === null ? '' : ' · ' + t('left', { time: formatMinutes(left) });
  return t('live.now', { name: headline(round.subjects) }) + time;
}

class LiveView {
  constructor(desk) {
    this.desk = desk;
    this.node = fromTemplate('live-template');
    this.status = $('.state', this.node);
    this.drawnRounds = '';
    const prompt = attendancePrompt(desk);
    if (prompt) this.node.prepend(prompt);
    fill(
      $('#new-links', this.node),
      ['chair', 'screen'].map((role) => this.keyButton(role)),
    );
    $('#wifi', this.node).append(wifiForm(desk));
    this.comments = commentSection(desk);
    fill($('#comments', this.node), this.comments && this.comments.node);
    this.update();
    // The first tick comes when the page shows the node.
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  keyButton(role) {
    return newKeyButton(role, 'button', () => replaceKey(this.desk, $('#links', this.node), role));
  }

  tick() {
    if (this.node.isConnected) write(this.status, statusText(this.desk));
    else clearInterval(this.timer);
  }

  update() {
    write(this.status, statusText(this.desk));
    if (this.desk.state.turnout) this.drawTurnout(this.desk.state.turnout);
    this.drawRounds();
    fill($('#join-codes', this.node), joinCodes(this.desk.state));
    if (this.comments) this.comments.update();
  }

  drawTurnout(turnout) {
    const writeCount = (name, text) => write($('[data-count="' + name + '"]', this.node), text);
    writeCount('cast', turnout.cast + ' / ' + turnout.total);
    ['joined', 'stale', 'paper'].forEach((name) => writeCount(name, turnout[name]));
  }

  // Only when they changed: a new table would lose its scroll position.
  drawRounds() {
    const rounds = JSON.stringify(this.desk.state.rounds);
    if (rounds === this.drawnRounds) return;
    this.drawnRounds = rounds;
    fill($('#rounds', this.node), roundTable(this.desk));
  }
}

function build(desk) {
  const view = new LiveView(desk);
  const update = () => view.update();
  return { onMessage: update, onMeeting: update, node: view.node };
}

export const section = {
  key: 'live',
  build,
  isBusy: hasCommentDraft,
  mark: (desk) => (desk.openRound() ? '●' : ''),
};
